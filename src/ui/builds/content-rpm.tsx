/** The content RPM of a build, and what is known of its signature. */
import type { BuildRecord } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { Mono, Nothing } from "../parts/mono.tsx";

export function ContentRpm({ content }: Pick<BuildRecord, "content">) {
    if (!content) return <Nothing />;
    const { name, version, key, isChecked } = content;
    return (
        <>
            <Mono>{`${name}-${version}`}</Mono>
            {key !== null && <div className="ee-small ee-subtle">{format(tellSigned(isChecked), key.slice(-16))}</div>}
        </>
    );
}

function tellSigned(isChecked: boolean | null): string {
    if (isChecked === null) return _("Signed by the key $0.");
    return isChecked
        ? _("Signed by the key $0. The composer checks it.")
        : _("Signed by the key $0. This composer keeps no keys of sources, and does not check it.");
}
