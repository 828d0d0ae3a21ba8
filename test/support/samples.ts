/** Definitions to look at: some of the page's own templates, for the Galaxy server of this run. */
import { createDefinition } from "../../src/ee/store.ts";
import { templates } from "../../src/ee/template.ts";
import type { Host } from "../../src/host/host.ts";
import { COLLECTIONS } from "./collections.ts";

/** The collections that the samples ask for. */
export const sampleCollections: readonly string[] = COLLECTIONS;

const samples = ["minimal", "linux"];

/** Add those that the state directory does not have; one that is there stays as it is. */
export async function addSamples(host: Host, state: string, galaxy: string): Promise<void> {
    const config = `[galaxy]\nserver_list = run\n\n[galaxy_server.run]\nurl = ${galaxy}\n`;
    for (const { id, files } of templates.filter(({ id }) => samples.includes(id)))
        await createDefinition(host, state, `${id}-sample`, files(`${id}-sample`).set("ansible.cfg", config));
}
