/** The form: a view of the text. It holds no values of its own, and writes each change into the file that has it. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useState } from "react";

import { setField } from "../../ee/field-edits.ts";
import { type Fields, readFields } from "../../ee/fields.ts";
import type { Files } from "../../ee/held-text.ts";
import type { Issue } from "../../issue.ts";
import { _ } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";
import { BaseFields } from "./base-fields.tsx";
import { FixFirst } from "./fix-first.tsx";
import { ListSection } from "./list-section.tsx";
import { Section } from "./section.tsx";
import type { Spot } from "./use-spot.ts";

type FormProps = {
    files: Files;
    /** The definition's own file. */
    main: string;
    findings: readonly Issue[];
    distro: string | null;
    isReadOnly: boolean;
    startsOpen: boolean;
    onChange: (files: Files, place: string) => void;
    onSend: (spot: Spot) => void;
};

export function DefinitionForm({ files, main, findings, distro, isReadOnly, startsOpen, onChange, onSend }: FormProps) {
    const read = readFields(files, main);
    const brokenLine = "brokenLine" in read ? read.brokenLine : null;
    // While the text cannot be read, the fields show what it said last.
    const [lastFields, setLastFields] = useState<Fields | null>(null);
    const fields = "brokenLine" in read ? lastFields : read;
    const [lastFiles, setLastFiles] = useState<Files | null>(null);
    if (files !== lastFiles) {
        setLastFiles(files);
        if (!("brokenLine" in read)) setLastFields(read);
    }

    const send = (file: string, line: number | null, takesFocus: boolean) =>
        line !== null && onSend({ file, line, column: 1, takesFocus });
    if (!fields) return <FixFirst file={main} line={brokenLine ?? 1} onSend={send} />;

    const isDisabled = isReadOnly || brokenLine !== null;
    const at = (...prefixes: string[]) =>
        findings.filter(({ file, path }) => file === main && prefixes.some(key => path.join(".").startsWith(key)));
    const lists = [
        { list: fields.collections, title: _("Collections"), addText: _("Add collection"), key: "galaxy" },
        { list: fields.python, title: _("Python"), addText: _("Add Python requirement"), key: "python" },
        { list: fields.system, title: _("System"), addText: _("Add system requirement"), key: "system" },
    ];
    return (
        <fieldset className="ee-fields" aria-label={_("Fields")}>
            {brokenLine !== null && <FixFirst file={main} line={brokenLine} onSend={send} />}
            <Section
                title={_("Base and core")}
                findings={at("images", "build_arg_defaults", "dependencies.ansible_")}
                startsOpen={startsOpen}
            >
                <BaseFields
                    fields={fields}
                    distro={distro}
                    isDisabled={isDisabled}
                    onSet={(field, value) =>
                        onChange(setField(files, main, field, value), (field.path ?? []).join("."))
                    }
                    onFocus={({ line }) => send(main, line, false)}
                />
            </Section>
            {lists.map(({ list, title, addText, key }) => (
                <ListSection
                    key={key}
                    files={files}
                    main={main}
                    list={list}
                    title={title}
                    addText={addText}
                    findings={findings.filter(({ file, path }) =>
                        file === main ? path[0] === "dependencies" && path[1] === key : file === list.holder.file,
                    )}
                    isDisabled={isDisabled}
                    startsOpen={startsOpen && key === "galaxy"}
                    onChange={onChange}
                    onSend={send}
                />
            ))}
            <Others others={fields.others} onOpen={line => send(main, line, true)} />
        </fieldset>
    );
}

/** Keys without a field: they stay as they are, and are edited in the text. */
function Others({ others, onOpen }: { others: Fields["others"]; onOpen: (line: number) => void }) {
    if (others.length === 0) return null;
    return (
        <div className="ee-others ee-small">
            <span className="ee-subtle">{_("Edited in the text:")}</span>
            {others.map(({ key, line }) => (
                <Button key={key} variant="link" isInline onClick={() => onOpen(line)}>
                    <Mono>{key}</Mono>
                </Button>
            ))}
        </div>
    );
}
