/** "Build on top of": nothing, a ref or a commit of this machine's repository, or a remote; each with its own field below it. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio/index.js";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput/index.js";

import { _ } from "../../language.ts";
import { isChecksum, isRemoteUrl } from "../../ostree/ref.ts";
import { FieldHelp } from "../parts/field-help.tsx";
import { Ref } from "../parts/mono.tsx";
import { Picker } from "../parts/picker.tsx";
import type { BuildForm, FilledForm } from "./build-form.ts";

type TopFieldProps = {
    filled: FilledForm;
    refs: readonly string[];
    change: (change: Partial<BuildForm>) => void;
};

export function TopField({ filled, refs, change }: TopFieldProps) {
    const radio = (top: FilledForm["top"]) => ({
        id: `build-top-${top}`,
        name: "build-top",
        isChecked: filled.top === top,
        onChange: () => change({ top }),
    });
    return (
        <FormGroup role="radiogroup" label={_("Build on top of")} fieldId="build-top" isStack>
            <Radio {...radio("nothing")} label={_("Nothing")} description={_("Starts a new history.")} />
            <Radio
                {...radio("ref")}
                label={_("Tip of a ref")}
                isDisabled={refs.length === 0}
                description={refs.length === 0 ? _("This machine's repository has no refs yet.") : undefined}
            />
            {filled.top === "ref" && (
                <div className="ee-below-radio">
                    <FormGroup label={_("Ref")} fieldId="build-parent-ref">
                        <Picker
                            id="build-parent-ref"
                            label={_("Ref")}
                            value={filled.parentRef}
                            placeholder={_("Choose a ref")}
                            choices={refs.map(ref => ({ value: ref, text: <Ref>{ref}</Ref> }))}
                            onChange={parentRef => change({ parentRef })}
                        />
                    </FormGroup>
                </div>
            )}
            <Radio {...radio("commit")} label={_("A commit")} />
            {filled.top === "commit" && <CommitField filled={filled} change={change} />}
            <Radio {...radio("remote")} label={_("A remote")} />
            {filled.top === "remote" && <RemoteFields filled={filled} change={change} />}
        </FormGroup>
    );
}

function CommitField({ filled: { checksum }, change }: Pick<TopFieldProps, "filled" | "change">) {
    const isWrong = checksum !== "" && !isChecksum(checksum);
    return (
        <div className="ee-below-radio">
            <FormGroup label={_("Checksum")} fieldId="build-parent-checksum">
                <TextInput
                    id="build-parent-checksum"
                    className="ee-mono"
                    dir="ltr"
                    value={checksum}
                    validated={isWrong ? "error" : "default"}
                    aria-describedby="build-parent-checksum-help"
                    onChange={(_event, text) => change({ checksum: text })}
                />
                <FieldHelp
                    id="build-parent-checksum-help"
                    problem={isWrong ? _("A checksum has 64 digits, from 0 to 9 and a to f.") : null}
                >
                    {_("In this machine's repository, whether a ref names it or not.")}
                </FieldHelp>
            </FormGroup>
        </div>
    );
}

function RemoteFields({ filled: { url, remoteRef }, change }: Pick<TopFieldProps, "filled" | "change">) {
    const isWrong = url !== "" && !isRemoteUrl(url);
    return (
        <div className="ee-below-radio ee-stack">
            <FormGroup label={_("URL")} fieldId="build-url">
                <TextInput
                    id="build-url"
                    className="ee-mono"
                    type="url"
                    dir="ltr"
                    value={url}
                    validated={isWrong ? "error" : "default"}
                    aria-describedby="build-url-help"
                    onChange={(_event, text) => change({ url: text })}
                />
                <FieldHelp
                    id="build-url-help"
                    problem={isWrong ? _("The composer fetches from http and https only.") : null}
                >
                    {_("Where the repository is served; the composer fetches the parent from there.")}
                </FieldHelp>
            </FormGroup>
            <FormGroup label={_("Remote ref")} fieldId="build-remote-ref">
                <TextInput
                    id="build-remote-ref"
                    className="ee-mono"
                    dir="ltr"
                    value={remoteRef}
                    onChange={(_event, text) => change({ remoteRef: text })}
                />
            </FormGroup>
        </div>
    );
}
