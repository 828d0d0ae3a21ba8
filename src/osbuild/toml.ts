/** A blueprint as people keep it and as `composer-cli blueprints push` takes it. */
import { stringify } from "smol-toml";

import type { Blueprint } from "./blueprint.ts";

/** TOML of what is set; empty lists, names and tables are left out. */
export const toToml = (blueprint: Blueprint): string => stringify(withoutEmpty(blueprint));

const withoutEmpty = (table: object): Record<string, unknown> =>
    Object.fromEntries(
        Object.entries(table)
            .map(([key, value]) => [key, isTable(value) ? withoutEmpty(value) : value] as const)
            .filter(([, value]) => !isEmpty(value)),
    );

const isTable = (value: unknown): value is object =>
    typeof value === "object" && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (isTable(value) && Object.keys(value).length === 0);
