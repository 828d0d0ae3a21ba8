/** The form: a view of the text. It holds no values of its own, and writes each change into the file that has it. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { type ReactNode, useDeferredValue, useMemo, useRef } from "react";

import type { PlannedRequirement } from "../../build/plan.ts";
import { setField } from "../../ee/field-edits.ts";
import type { SectionName } from "../../ee/field-spec.ts";
import { sectionOf } from "../../ee/field-table.ts";
import type { Fields, TableField } from "../../ee/fields.ts";
import type { Files } from "../../ee/held-text.ts";
import type { Issue } from "../../issue.ts";
import { _ } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";
import type { SavedDefinition } from "../queries/find.ts";
import { BaseFields } from "./base-fields.tsx";
import { countFields } from "./count-fields.ts";
import { countSteps } from "./count-steps.ts";
import { ExcludeFields } from "./exclude-fields.tsx";
import { FileRows } from "./file-rows.tsx";
import { FixFirst } from "./fix-first.tsx";
import type { FormReading } from "./form-reading.ts";
import { ListSection } from "./list-section.tsx";
import { Section } from "./section.tsx";
import { StepFields } from "./step-fields.tsx";
import { TextFields } from "./text-fields.tsx";
import { useShut } from "./use-shut.ts";
import type { Spot } from "./use-spot.ts";
import { ValueField } from "./value-field.tsx";

type FormProps = {
    files: Files;
    /** The definition's own file. */
    main: string;
    reading: FormReading;
    saved: SavedDefinition;
    findings: readonly Issue[];
    distro: string | null;
    /** What the newest plan knows of; null before the first one. */
    known: readonly PlannedRequirement[] | null;
    isReadOnly: boolean;
    startsOpen: boolean;
    onChange: (files: Files, place: string) => void;
    onSend: (spot: Spot) => void;
};

export function DefinitionForm(props: FormProps) {
    const { files, main, reading, saved, findings, distro, known, isReadOnly, startsOpen } = props;
    const { onChange, onSend } = props;
    const { fields, brokenLine } = reading;
    const form = useRef<HTMLFieldSetElement>(null);
    const isShut = useShut(form, files);
    const isFormShut = isShut(brokenLine);
    // Cutting many steps takes longer than a keystroke may.
    const cut = useDeferredValue(fields);
    const steps = useMemo(() => (cut ? countSteps(cut) : 0), [cut]);

    const send = (file: string, line: number | null, takesFocus: boolean) =>
        line !== null && onSend({ file, line, column: 1, takesFocus });
    if (!fields) return <FixFirst file={main} line={brokenLine ?? 1} onSend={send} />;

    const isDisabled = isReadOnly || isFormShut;
    const edits = {
        isDisabled,
        onSet: (field: TableField, value: string | boolean) =>
            onChange(setField(files, main, field, value), field.path.join(".")),
        onFocus: (line: number | null) => send(main, line, false),
    };
    const lists = { files, main, isDisabled, onChange, onFocus: edits.onFocus };
    const of = (section: SectionName, ...kinds: TableField["spec"]["kind"][]) =>
        fields.table.filter(
            ({ spec }) => spec.section === section && (kinds.length === 0 || kinds.includes(spec.kind)),
        );
    const about = (section: SectionName) =>
        findings.filter(({ file, path }) => file === main && sectionOf(path) === section);
    const counts = { ...countFields(fields), steps };
    const plain = (section: "excludes" | "steps" | "files" | "options", title: string, content: ReactNode) =>
        of(section).length > 0 && (
            <Section title={title} count={counts[section]} findings={about(section)} startsOpen={false}>
                {content}
            </Section>
        );
    const requirements = (
        section: "collections" | "python" | "system",
        title: string,
        addText: string,
        findText: string,
    ) => (
        <ListSection
            files={files}
            saved={saved}
            distro={distro}
            main={main}
            version={fields.version}
            count={counts[section]}
            list={fields[section]}
            {...(section === "collections" ? { roles: fields.roles, roleCount: counts.roles } : {})}
            title={title}
            addText={addText}
            findText={findText}
            findings={findings.filter(({ file, path }) =>
                file === main ? sectionOf(path) === section : file === fields[section].holder.file,
            )}
            isDisabled={isDisabled}
            isShut={isShut}
            startsOpen={startsOpen && section === "collections"}
            onChange={onChange}
            onSend={send}
        />
    );
    return (
        <fieldset ref={form} className="ee-fields" aria-label={_("Fields")}>
            {isFormShut && brokenLine !== null && (
                <div className="ee-over-form">
                    <FixFirst file={main} line={brokenLine} hidesFile onSend={send} />
                </div>
            )}
            <Section title={_("Base and core")} findings={about("base")} startsOpen={startsOpen}>
                <BaseFields fields={of("base")} distro={distro} {...edits} />
            </Section>
            {requirements("collections", _("Collections"), _("Add collection"), _("Find collection"))}
            {requirements("python", _("Python"), _("Add Python requirement"), _("Find Python package"))}
            {requirements("system", _("System"), _("Add system requirement"), _("Find system package"))}
            {plain("excludes", _("Excludes"), <ExcludeFields fields={of("excludes")} known={known} {...lists} />)}
            {plain("steps", _("Build steps"), <StepFields fields={of("steps")} {...lists} />)}
            {plain(
                "files",
                _("Files"),
                <FileRows
                    rows={fields.files}
                    {...lists}
                    isDisabled={isDisabled || of("files").some(({ isOther }) => isOther)}
                />,
            )}
            {plain(
                "options",
                _("Options"),
                <Form onSubmit={event => event.preventDefault()}>
                    {of("options", "text", "switch").map(field => (
                        <ValueField key={field.path.join(".")} field={field} {...edits} />
                    ))}
                    <TextFields fields={of("options", "texts")} addText={() => _("Add tag")} {...lists} />
                </Form>,
            )}
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
                <Button key={`${key} ${line}`} variant="link" isInline onClick={() => onOpen(line)}>
                    <Mono>{key}</Mono>
                </Button>
            ))}
        </div>
    );
}
