/** Files to start from: how to choose them, and what was made of those that were. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect/index.js";
import { type InputHTMLAttributes, useRef } from "react";

import type { Found } from "../../ee/import.ts";
import type { Incoming } from "../../ee/incoming.ts";
import { _, format, ngettext } from "../../language.ts";
import { formatSize } from "../parts/size.ts";
import { chosenFiles } from "./handed-over.ts";
import type { Taken } from "./use-import.ts";

type FilesChoiceProps = {
    taken: Taken;
    onTake: (files: Incoming[]) => void;
    onChoose: (index: number) => void;
};

export function FilesChoice({ taken, onTake, onChoose }: FilesChoiceProps) {
    return (
        <div className="ee-stack-sm">
            <div className="ee-line">
                <Chooser label={_("Choose files")} onTake={onTake} multiple />
                <Chooser label={_("Choose a directory")} onTake={onTake} webkitdirectory="" />
                <span className="ee-subtle ee-small">{_("or drop them here. A tar archive will do, too.")}</span>
            </div>
            <div aria-live="polite" className="ee-stack-sm">
                {taken.state === "reading" && (
                    <span className="ee-subtle ee-small ee-unread">{_("The files are being read.")}</span>
                )}
                {taken.state === "refused" && (
                    <Alert component="h2" isInline isPlain variant="danger" title={taken.complaint} />
                )}
                {taken.state === "taken" && taken.found.length > 1 && (
                    <Which found={taken.found} chosen={taken.chosen} onChoose={onChoose} />
                )}
                {taken.state === "taken" && <Contents found={taken.found[taken.chosen]} hidden={taken.hidden} />}
            </div>
        </div>
    );
}

type ChooserProps = InputHTMLAttributes<HTMLInputElement> & {
    label: string;
    onTake: (files: Incoming[]) => void;
    /** Set, it takes a directory. */
    webkitdirectory?: "";
};

function Chooser({ label, onTake, ...input }: ChooserProps) {
    const field = useRef<HTMLInputElement>(null);
    return (
        <>
            <Button variant="secondary" size="sm" onClick={() => field.current?.click()}>
                {label}
            </Button>
            <input
                ref={field}
                type="file"
                hidden
                aria-label={label}
                {...input}
                onChange={event => {
                    onTake(chosenFiles(event.target.files));
                    // The same can be chosen again, after it was changed.
                    event.target.value = "";
                }}
            />
        </>
    );
}

/** One definition is made at a time. */
const Which = ({ found, chosen, onChoose }: { found: Found[]; chosen: number; onChoose: (index: number) => void }) => (
    <div>
        <div>
            {format(
                ngettext(
                    "$0 definition was found.",
                    "$0 definitions were found. Choose the one to import.",
                    found.length,
                ),
                found.length,
            )}
        </div>
        <FormSelect
            aria-label={_("Definition to import")}
            value={String(chosen)}
            onChange={(_event, index) => onChoose(Number(index))}
        >
            {found.map(({ path }, index) => (
                <FormSelectOption key={path} value={String(index)} label={path} />
            ))}
        </FormSelect>
    </div>
);

function Contents({ found, hidden }: { found: Found | undefined; hidden: string[] }) {
    if (!found) return null;
    const { files, renamed } = found;
    return (
        <>
            <ul aria-label={_("Files to import")} className="ee-file-list ee-small">
                {[...files].map(([path, bytes]) => (
                    <li key={path}>
                        <bdi dir="ltr" className="ee-mono ee-breaks">
                            {path}
                        </bdi>
                        <span className="ee-subtle ee-nowrap">{formatSize(bytes.length)}</span>
                    </li>
                ))}
            </ul>
            {renamed !== null && (
                <div className="ee-subtle ee-small">
                    {format(_("$0 becomes execution-environment.yml, as ansible-builder looks for it."), renamed)}
                </div>
            )}
            {hidden.length > 0 && (
                <div className="ee-subtle ee-small">
                    {format(_("Hidden files and directories are left out: $0."), hidden.join(_(", ")))}
                </div>
            )}
        </>
    );
}
