/** Servers are asked anew: what they answered within the hour counts no more. */
import { type Host, unlessMissing } from "../host/host.ts";

/** What was answered, by its path in the cache. What was fetched for it stays: a build may be at work with it. */
const ANSWERS = ["collections/*/current", "roles/*/current", "wheels/answers/*", "downloads/*.json", "clones/*.json"];

/** For everybody who shares the cache, whatever they ask for; that of the machine's own repositories is the composer's. */
export async function forgetAnswers(host: Host, cache: string): Promise<void> {
    const which = ANSWERS.flatMap(path => ["-o", "-path", `${cache}/${path}`]).slice(1);
    const argv = ["find", cache, "-mindepth", "2", "-maxdepth", "3", "-type", "f", "(", ...which, ")", "-delete"];
    await host.run(argv).catch(unlessMissing);
}
