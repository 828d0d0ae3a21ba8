/** One place that two authors changed: what each wrote, to choose from. */
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio/index.js";
import type { ReactNode } from "react";

import { isText } from "../../host/bytes.ts";
import { _, format } from "../../language.ts";
import { Subtle } from "../parts/mono.tsx";
import { type Choice, type Conflict, canTakeBoth } from "./merge.ts";

type ConflictChoiceProps = {
    /** Of its first radio button. */
    id: string;
    conflict: Conflict;
    by: string;
    chosen: Choice | null;
    onChoose: (choice: Choice) => void;
};

export function ConflictChoice({ id, conflict, by, chosen, onChoose }: ConflictChoiceProps) {
    const { key, file, line, mine, theirs } = conflict;
    const isWhole = mine === null || theirs === null || !isText(mine) || !isText(theirs);
    const place = isWhole ? file : format(_("$0, line $1"), file, line);
    const choices: [Choice, string, ReactNode][] = [
        ["mine", _("Mine"), <Text key="mine" text={mine} />],
        ["theirs", format(_("Saved by $0"), by), <Text key="theirs" text={theirs} />],
    ];
    if (canTakeBoth(conflict)) choices.push(["both", _("Both, mine first"), null]);
    return (
        <fieldset className="ee-fields ee-stack-xs">
            <legend className="ee-legend">
                <bdi>{place}</bdi>
            </legend>
            {choices.map(([choice, label, text], index) => (
                <Radio
                    key={choice}
                    id={index === 0 ? id : `${id}-${choice}`}
                    name={key}
                    label={label}
                    description={text}
                    isChecked={chosen === choice}
                    onChange={() => onChoose(choice)}
                />
            ))}
        </fieldset>
    );
}

const Text = ({ text }: { text: string | null }) =>
    text === null ? (
        <Subtle>{_("Deleted")}</Subtle>
    ) : text === "" ? (
        <Subtle>{_("Nothing")}</Subtle>
    ) : !isText(text) ? (
        <Subtle>{_("Not text in UTF-8")}</Subtle>
    ) : (
        <code className="ee-log ee-framed ee-conflict" dir="ltr">
            {text.replace(/\n$/, "")}
        </code>
    );
