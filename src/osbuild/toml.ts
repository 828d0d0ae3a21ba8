/** A blueprint as people keep it and as `composer-cli blueprints push` takes it. */
import { stringify } from "smol-toml";

import type { Blueprint } from "./blueprint.ts";

/** TOML of what is set; empty lists and names are left out. */
export const toToml = (blueprint: Blueprint): string =>
    stringify(Object.fromEntries(Object.entries(blueprint).filter(([, value]) => value.length > 0)));
