/** What `additional_build_steps` says, one instruction of a Containerfile at a time. */
import type { Definition } from "./definition.ts";
import type { Path } from "./node-at.ts";

export type BuildStep = {
    /** The key: "prepend_final". */
    stage: string;
    /** One instruction, continued lines included, comments left out. */
    text: string;
    path: Path;
};

/** The steps in the order written. A text is cut into lines and stripped, items of a list are taken as they are. */
export function listBuildSteps(definition: Definition): BuildStep[] {
    return Object.entries(definition.additional_build_steps ?? {}).flatMap(([stage, written]) => {
        const path = ["additional_build_steps", stage];
        if (typeof written === "string") return stepsIn(written.trim()).map(text => ({ stage, text, path }));
        return (written ?? []).flatMap((item, index) =>
            stepsIn(item).map(text => ({ stage, text, path: [...path, index] })),
        );
    });
}

/** The instructions of a text. Lines that end with a backslash go on in the next one; comments between them are none of theirs. */
export function stepsIn(text: string): string[] {
    const steps: string[] = [];
    let open = false;
    for (const line of text.split(/\r\n|\n|\r/)) {
        const body = line.trim();
        if (body === "" || body.startsWith("#")) continue;
        if (open) steps.push(`${steps.pop() ?? ""}\n${body}`);
        else steps.push(body);
        open = body.endsWith("\\");
    }
    return steps;
}

/** Steps of these stages leave nothing in the image. */
export const isBuildStage = (stage: string): boolean => /_(?:galaxy|builder)$/.test(stage);
