/** Start a build of a definition: its fields, and beside them what must be right first. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form, FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput/index.js";
import { type FormEvent, useMemo } from "react";

import { readLocked, withoutLock } from "../../ee/lock-file.ts";
import { _, format, ngettext } from "../../language.ts";
import { useStartBuild } from "../actions/builds.ts";
import { pathTo, useOption } from "../location.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { FieldHelp } from "../parts/field-help.tsx";
import { Subtle } from "../parts/mono.tsx";
import { Picker } from "../parts/picker.tsx";
import { useBuilds } from "../queries/builds.ts";
import { useSession } from "../session.tsx";
import { NEWEST } from "./again.ts";
import { ImageType } from "./image-type.tsx";
import { whyNotStart } from "./preflight.ts";
import { PreflightList } from "./preflight-list.tsx";
import { TopField } from "./top-field.tsx";
import { useBuildForm } from "./use-build-form.ts";
import { formatUsual, usualTime } from "./usual-time.ts";
import { VersionsField } from "./versions-field.tsx";

const FORM_ID = "build-form";

type BuildDialogProps = {
    /** Of the definition. */
    name: string;
    /** Its files as they are saved. */
    files: ReadonlyMap<string, string>;
    onClose: () => void;
};

export function BuildDialog({ name, files, onClose }: BuildDialogProps) {
    const { go } = useSession();
    const [lock, setLock] = useOption("lock");
    const made = (useBuilds().data ?? []).filter(build => build.definition === name && build.checksum !== null);
    const again = made.find(({ id }) => id === lock) ?? null;
    const repeatable = again ?? made[0];
    const locked = useMemo(() => readLocked(files), [files]);
    const isNewest = lock === NEWEST || locked === null;
    const asked = useMemo(() => (isNewest || again ? withoutLock(files) : files), [files, isNewest, again]);
    const own = locked === "unreadable" ? null : locked;
    const onTop = isNewest || again ? null : (own?.parent ?? null);
    const form = useBuildForm(name, asked, again, own?.distro ?? null, onTop);
    const { filled, change, choices, lines, checkAgain } = form;
    const start = useStartBuild();
    const reason = whyNotStart(lines);

    const optionOf = { newest: locked === null ? "" : NEWEST, locked: "", build: repeatable?.id ?? "" };

    const submit = (event: FormEvent) => {
        event.preventDefault();
        const { buildTop: top, distro, type, ref } = filled;
        if (reason !== null || top === null || start.isPending) return;
        start.mutate(
            { definition: { name, files: asked }, distro, type, ref, top, lock: again?.checksum ?? null },
            { onSuccess: ({ id }) => go(pathTo.build(id), {}, "replace") },
        );
    };

    return (
        <Modal isOpen variant="large" onClose={onClose} elementToFocus="#build-type" aria-labelledby="build-title">
            <ModalHeader title={format(_("Build $0"), name)} labelId="build-title" />
            <ModalBody>
                <div className="ee-stack">
                    {start.error && (
                        <Alert component="h2" isInline isPlain variant="danger" title={start.error.message} />
                    )}
                    <div className="ee-two-columns">
                        <Form id={FORM_ID} onSubmit={submit}>
                            <FormGroup label={_("Image type")} fieldId="build-type">
                                <Picker
                                    id="build-type"
                                    label={_("Image type")}
                                    value={filled.type}
                                    placeholder={choices.types ? _("None makes a commit") : _("Not known yet")}
                                    choices={(choices.types ?? []).map(type => ({
                                        value: type,
                                        text: <ImageType type={type} />,
                                    }))}
                                    onChange={type => change({ type })}
                                />
                                <FieldHelp
                                    id="build-type-help"
                                    problem={
                                        choices.types?.length === 0
                                            ? format(
                                                  _("The composer has no image type for $0 that makes a commit."),
                                                  filled.distro,
                                              )
                                            : null
                                    }
                                />
                            </FormGroup>
                            <FormGroup label={_("Distribution")} fieldId="build-distro">
                                <Picker
                                    id="build-distro"
                                    label={_("Distribution")}
                                    value={filled.distro}
                                    placeholder={_("Not known yet")}
                                    choices={(choices.distros ?? []).map(distro => ({ value: distro, text: distro }))}
                                    onChange={distro => change({ distro })}
                                />
                            </FormGroup>
                            <FormGroup label={_("OSTree ref")} fieldId="build-ref">
                                <TextInput
                                    id="build-ref"
                                    className="ee-mono"
                                    dir="ltr"
                                    value={filled.ref}
                                    validated={filled.refProblem ? "error" : "default"}
                                    aria-describedby="build-ref-help"
                                    onChange={(_event, ref) => change({ ref })}
                                />
                                <FieldHelp id="build-ref-help" problem={filled.refProblem ?? null}>
                                    {choices.refs?.includes(filled.ref)
                                        ? _("Exists in this machine's repository.")
                                        : _("The name devices follow; new in this machine's repository.")}
                                </FieldHelp>
                            </FormGroup>
                            {(repeatable || locked) && (
                                <VersionsField
                                    build={repeatable ?? null}
                                    locked={own && Date.parse(own.on)}
                                    chosen={again ? "build" : isNewest ? "newest" : "locked"}
                                    onChange={chosen => setLock(optionOf[chosen])}
                                />
                            )}
                            <TopField filled={filled} refs={choices.refs ?? []} change={change} />
                        </Form>
                        <PreflightList lines={lines} onAgain={checkAgain} />
                    </div>
                </div>
            </ModalBody>
            <ModalFooter>
                <DeedButton type="submit" form={FORM_ID} isLoading={start.isPending} reason={reason}>
                    {_("Start build")}
                </DeedButton>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
                <UsualTime name={name} type={filled.type} />
            </ModalFooter>
        </Modal>
    );
}

function UsualTime({ name, type }: { name: string; type: string }) {
    const usual = usualTime(useBuilds().data ?? [], { definition: name, type });
    if (!usual) return null;
    const text = ngettext("Usually $0, from $1 earlier build", "Usually $0, from $1 earlier builds", usual.builds);
    return (
        <span className="ee-small ee-at-end">
            <Subtle>{format(text, formatUsual(usual), usual.builds)}</Subtle>
        </span>
    );
}
