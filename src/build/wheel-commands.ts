/** Commands of wheels: made as pip makes them, where nothing else of the commit has a file of that name; pure. */
import type { ContentFile } from "../content/repository.ts";
import type { Wheel } from "../content/wheels.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { _, format } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";
import { wheelNameOf } from "./wheel-work.ts";

const commandPath = (name: string): string => `/usr/bin/${name}`;

/** Where the commands of these would lie. */
export const commandPaths = (wheels: readonly Pick<Wheel, "commands">[]): string[] => [
    ...new Set(wheels.flatMap(({ commands }) => commands.map(({ name }) => commandPath(name)))),
];

/** Of each wheel, by its name, the commands that are made; and in words why others are not. */
export type PlacedCommands = { made: Map<string, string[]>; notes: Map<string, string> };

/**
 * Which commands are made: of two wheels with the same command the first by name has it.
 *
 * @param wheels Sorted by name.
 * @param owned Paths that an RPM of the plan has.
 * @param stepped Paths where a build step that is carried puts something, which stays. A step of the final stage comes
 *   after the wheels in ansible-builder's order too; over what one of the base stage puts there, pip would write the command.
 */
export function placeCommands(
    wheels: readonly Pick<Wheel, "name" | "commands">[],
    owned: ReadonlySet<string>,
    stepped: ReadonlySet<string>,
): PlacedCommands {
    const made = new Map<string, string[]>();
    const notes = new Map<string, string>();
    const taken = new Map<string, string>();
    for (const { name: wheel, commands } of wheels) {
        const reasons: string[] = [];
        const own: string[] = [];
        for (const { name } of commands) {
            const path = commandPath(name);
            const other = taken.get(name);
            if (owned.has(path))
                reasons.push(format(_("An RPM of the plan has $0, so that of the wheel is not made."), path));
            else if (stepped.has(path))
                reasons.push(format(_("A build step puts $0 in the place of the wheel’s."), path));
            else if (other !== undefined) reasons.push(format(_("$0 is that of $1."), path, other));
            else {
                taken.set(name, wheel);
                own.push(name);
            }
        }
        made.set(wheel, own);
        if (reasons.length > 0) notes.set(wheel, reasons.slice(0, MOST_SAID).join(" "));
    }
    return { made, notes };
}

const MOST_SAID = 5;

/** The row of a wheel of which some command is not made. */
export function amendWheel(row: PlannedRequirement, { notes }: PlacedCommands): PlannedRequirement {
    const note = row.carrier === "content" ? notes.get(wheelNameOf(row)) : undefined;
    if (note === undefined) return row;
    return { ...row, fidelity: "equivalent", note: [row.note, note].filter(Boolean).join(" ") };
}

/** @param made Of each wheel, by its name, which of its commands. */
export const commandFiles = (
    wheels: readonly Pick<Wheel, "name" | "commands" | "programs">[],
    made: PlacedCommands["made"],
    { prefix }: Pick<Interpreter, "prefix">,
): [path: string, file: ContentFile][] =>
    wheels.flatMap(({ name: wheel, commands, programs }) =>
        commands
            .filter(({ name }) => made.get(wheel)?.includes(name))
            .map((command): [string, ContentFile] => {
                const content =
                    "isFile" in command
                        ? { from: `${programs}/${command.name}` }
                        : `#!/usr/bin/${prefix}\n${"script" in command ? command.script : callOf(command)}`;
                return [commandPath(command.name), { mode: 0o755, content }];
            }),
    );

/** What an installer is to write for an entry point. Authority: the packaging specification of those, "Use for scripts". */
function callOf({ module, path }: { module: string; path: string }): string {
    const [first = path] = path.split(".");
    return `import sys\n\nfrom ${module} import ${first}\n\nsys.exit(${path}())\n`;
}
