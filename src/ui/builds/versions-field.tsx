/** "Versions": the newest that fit, or exactly those of a build that was made before. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio/index.js";

import type { BuildRecord } from "../../build/record.ts";
import { _ } from "../../language.ts";
import { Time } from "../parts/time.tsx";

type VersionsFieldProps = {
    /** The build that can be made again. */
    build: Pick<BuildRecord, "started">;
    isLocked: boolean;
    onChange: (isLocked: boolean) => void;
};

export function VersionsField({ build, isLocked, onChange }: VersionsFieldProps) {
    const [before = "", after = ""] = _("Exactly those of the build of $0").split("$0");
    return (
        <FormGroup role="radiogroup" label={_("Versions")} fieldId="build-versions" isStack>
            <Radio
                id="build-versions-newest"
                name="build-versions"
                label={_("The newest that fit")}
                isChecked={!isLocked}
                onChange={() => onChange(false)}
            />
            <Radio
                id="build-versions-exactly"
                name="build-versions"
                label={
                    <>
                        {before}
                        <Time value={build.started} />
                        {after}
                    </>
                }
                description={_("The same RPMs, collections, wheels and files, or no build.")}
                isChecked={isLocked}
                onChange={() => onChange(true)}
            />
        </FormGroup>
    );
}
