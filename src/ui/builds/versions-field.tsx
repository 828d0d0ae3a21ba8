/** "Versions": the newest that fit, those that are locked, or exactly those of a build that was made before. */
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio/index.js";
import type { ReactNode } from "react";

import type { BuildRecord } from "../../build/record.ts";
import { _ } from "../../language.ts";
import { Timed } from "../parts/timed.tsx";

export type Versions = "newest" | "locked" | "build";

type VersionsFieldProps = {
    /** The build that can be made again; null where there is none. */
    build: Pick<BuildRecord, "started"> | null;
    /** When the plan was locked, milliseconds since 1970; null where it is not. */
    locked: number | null;
    chosen: Versions;
    onChange: (chosen: Versions) => void;
};

export function VersionsField({ build, locked, chosen, onChange }: VersionsFieldProps) {
    const choice = (value: Versions, id: string, label: ReactNode, description?: string) => (
        <Radio
            id={`build-versions-${id}`}
            name="build-versions"
            label={label}
            {...(description === undefined ? {} : { description })}
            isChecked={chosen === value}
            onChange={() => onChange(value)}
        />
    );
    return (
        <FormGroup role="radiogroup" label={_("Versions")} fieldId="build-versions" isStack>
            {(locked !== null || chosen === "locked") &&
                choice(
                    "locked",
                    "locked",
                    locked === null ? (
                        _("Those that are locked")
                    ) : (
                        <Timed words={_("Those that were locked $0")} time={locked} />
                    ),
                    _(
                        "The same RPMs, collections, wheels and files, or no build. What only the image type asks for is not locked.",
                    ),
                )}
            {choice("newest", "newest", _("The newest that fit"))}
            {build &&
                choice(
                    "build",
                    "exactly",
                    <Timed words={_("Exactly those of the build of $0")} time={build.started} />,
                    _("The same RPMs, collections, wheels and files, or no build."),
                )}
        </FormGroup>
    );
}
