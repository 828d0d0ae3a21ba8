/** What can be done with the definition of a build: build it again, exactly as it was where it made a commit. */
import type { BuildRecord } from "../../build/record.ts";
import { _ } from "../../language.ts";
import { pathTo } from "../location.ts";
import type { MenuAction } from "../parts/actions-menu.tsx";
import type { Session } from "../session.tsx";

/** In the place of a build's id: nothing that is locked counts, this time. */
export const NEWEST = "newest";

export function againActions({ id, definition, checksum }: BuildRecord, go: Session["go"]): MenuAction[] {
    const open = (options: Record<string, string>) => () => go(pathTo.definition(definition, "build"), options);
    if (checksum === null) return [{ title: _("Build again"), onClick: open({}) }];
    return [
        { title: _("Build again exactly"), onClick: open({ lock: id }) },
        { title: _("Build with newer"), onClick: open({ lock: NEWEST }) },
    ];
}
