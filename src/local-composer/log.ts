/** The log of a compose, in the layout that osbuild-composer prints osbuild's results in. Pure. */

export type Stage = {
    /** osbuild's name for what was done, e.g. "org.osbuild.rpm". */
    type: string;
    output: string;
    metadata?: object;
};

export type Pipeline = { name: string; stages: Stage[] };

/** Pipelines in the order of their names, as the real one prints them; stages in the order they ran. */
export const formatLog = (pipelines: readonly Pipeline[]): string =>
    pipelines
        .filter(({ stages }) => stages.length > 0)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, stages }) => `Pipeline ${name}\n${stages.map(formatStage).join("\n")}`)
        .join("\n");

const formatStage = ({ type, output, metadata }: Stage): string => {
    const text = output.trimEnd();
    const told = metadata ? `Metadata:\n${JSON.stringify(metadata, null, 2)}\n\n` : "";
    return `Stage ${type}\nOutput:\n${text === "" ? "" : `${text}\n`}\n${told}`;
};
