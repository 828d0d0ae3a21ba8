/** What a new definition starts from: a template, files, or pasted text. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio/index.js";
import { TextArea } from "@patternfly/react-core/dist/esm/components/TextArea/index.js";
import { type ReactNode, useId } from "react";

import { _ } from "../../language.ts";
import { FilesChoice } from "./files-choice.tsx";
import { TemplateChoice } from "./template-choice.tsx";
import type { useImport } from "./use-import.ts";

export type From = "template" | "files" | "text";

type StartFromProps = {
    from: From;
    onFrom: (from: From) => void;
    template: string;
    onTemplate: (id: string) => void;
    text: string;
    onText: (text: string) => void;
    files: ReturnType<typeof useImport>;
};

export function StartFrom({ from, onFrom, template, onTemplate, text, onText, files }: StartFromProps) {
    const id = useId();
    const way = (value: From, label: string, body: () => ReactNode) => (
        <Radio
            id={`${id}-${value}`}
            name="from"
            label={label}
            isChecked={from === value}
            onChange={() => onFrom(value)}
            body={from === value && body()}
        />
    );
    return (
        <FormGroup role="radiogroup" label={_("Start from")} fieldId={id} isStack>
            {way("template", _("Template"), () => (
                <TemplateChoice value={template} onChange={onTemplate} />
            ))}
            {way("files", _("Files"), () => (
                <FilesChoice taken={files.taken} onTake={files.take} onChoose={files.choose} />
            ))}
            {way("text", _("Pasted text"), () => (
                <TextArea
                    aria-label={_("Text of execution-environment.yml")}
                    className="ee-mono"
                    dir="ltr"
                    rows={10}
                    resizeOrientation="vertical"
                    spellCheck={false}
                    value={text}
                    onChange={(_event, value) => onText(value)}
                />
            ))}
        </FormGroup>
    );
}
