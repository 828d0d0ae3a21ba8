/** Recorded requests about composes: those that are refused, and each state of those that are not. */
import { isNewer, isOffered } from "./claims.ts";
import { namesLike, type Player, play, push } from "./player.ts";
import { listTools, start, until, waitFor } from "./watch.ts";

/** Requests for composes that never start. */
export async function refusals(player: Player) {
    await push(player, { name: "ee-iot" });
    await push(player, { name: "ee-missing", packages: [{ name: "nosuchpkg" }] });
    await play(
        player,
        "same",
        "compose-status-all-empty",
        "compose-queue-empty",
        "compose-finished-empty",
        "compose-failed-empty",
    );
    const refused = namesLike(player, /^compose-start-/).filter(
        name => (player.recordings.get(name)?.response.status ?? 0) >= 400,
    );
    const others = /ostree-url-(garbage|nodns)/;
    await play(player, "same", ...refused.filter(name => !others.test(name)));
    await play(player, "ids", ...refused.filter(name => others.test(name)));
    await play(
        player,
        "same",
        ...namesLike(player, /^compose-(bad|unknown)-uuid-(cancel|delete|image|info|log|status)$/),
    );
    await play(player, "same", "compose-status-filter-blueprint=a_20b");
    const customized = namesLike(player, /^cz-compose-/).filter(name => isOffered(player.recordings, name));
    const asked = (name: string) => JSON.stringify(player.recordings.get(name)?.request.body ?? "");
    const types = customized.filter(
        name => /"(edge|iot)-commit"/.test(asked(name)) && !/rhsm$/.test(name) && !isNewer.test(name),
    );
    for (const name of types) {
        await push(player, player.recordings.get(name.replace("-compose-", "-new-"))?.request.body ?? {});
        const status = player.recordings.get(name)?.response.status;
        // Addresses of name servers, and of this machine, differ.
        const isElsewhere = /containers-(?:nodns|localstorage)/.test(name);
        await play(player, status === 200 ? "shape" : isElsewhere ? "ids" : "same", name);
        if (status === 200) await endAll(player);
    }
    await play(player, "shape", "compose-start-type-alias", "compose-start-ostree-ref-is-checksum");
    await endAll(player);
}

/** Cancel and delete whatever there is. */
async function endAll({ composer }: Player) {
    const { body } = await composer.ask("GET", "/api/v1/compose/status/*");
    for (const { id } of (body as { uuids: { id: string }[] }).uuids) {
        await composer.ask("DELETE", `/api/v1/compose/cancel/${id}`);
        await composer.ask("DELETE", `/api/v1/compose/delete/${id}`);
    }
    await until(async () => ((await listTools(composer.state)).length === 0 ? true : null));
}

/** Ids of the recorded composes. */
const recorded = {
    finished: "6721e98c-987a-4d1e-9883-4bca378584a2",
    failed: "20538c91-9f95-411f-96be-d5f1c1b5f4b6",
    cancelled: "2508d38d-dfa4-4232-8a4d-f27ac8da7b1f",
    waiting: "b4be2745-d1b2-45e6-b421-ad4b9b30d745",
    later: "ee2f4d3d-3a42-4403-aa20-c7c419b2556e",
};

export async function composes(player: Player) {
    const { composer, stands } = player;
    const base = {
        name: "ee-edge9",
        distro: "centos-9",
        customizations: { hostname: "ee9", user: [{ name: "admin", groups: ["wheel"] }] },
    };
    const packages = [{ name: "ansible-core", version: "*" }, { name: "python3dist(requests)" }];
    const startWith = async (...more: { name: string }[]) => {
        await composer.ask("DELETE", "/api/v1/blueprints/delete/ee-edge9");
        return start(composer, { ...base, packages: [...packages, ...more] });
    };

    const slow = await startWith({ name: "slow" });
    await waitFor(composer, slow, "RUNNING");
    const waiting = await startWith();
    stands.set(recorded.finished, slow).set(recorded.cancelled, slow).set(recorded.waiting, waiting);
    await play(
        player,
        "shape",
        "compose-waiting-info",
        "compose-waiting-status",
        "compose-running-info",
        "compose-running-status",
    );
    await play(
        player,
        "shape",
        "compose-waiting-or-running-info",
        "compose-waiting-or-running-status",
        "compose-queue-both",
    );
    await play(
        player,
        "same",
        "compose-waiting-log",
        "compose-waiting-image",
        "compose-waiting-delete",
        "compose-waiting-cancel",
    );
    await play(
        player,
        "same",
        "compose-running-log",
        "compose-running-image",
        "compose-running-delete",
        "compose-waiting-or-running-log",
    );
    await play(player, "shape", "compose-running-queue");
    await play(
        player,
        "same",
        "compose-running-cancel",
        "compose-canceled-waiting-again",
        "compose-queue-end",
        "compose-status-filter-status=RUNNING",
    );
    for (const kind of ["waiting", "running"]) {
        await play(player, "same", `compose-canceled-${kind}-log`, `compose-canceled-${kind}-image`);
        await play(player, "shape", `compose-canceled-${kind}-info`, `compose-canceled-${kind}-status`);
    }
    await play(player, "shape", "compose-canceled-running-later-info", "compose-canceled-running-later-status");
    await play(player, "same", "compose-canceled-running-later-log");

    const failed = await startWith({ name: "clash-a" }, { name: "clash-b" });
    const finished = await startWith();
    stands.set(recorded.failed, failed).set(recorded.finished, finished);
    await waitFor(composer, failed, "FAILED");
    await waitFor(composer, finished, "FINISHED");
    await play(player, "same", "compose-failed-cancel", "compose-failed-image", "compose-finished-cancel");
    await play(
        player,
        "shape",
        "compose-failed-info",
        "compose-failed-log",
        "compose-failed-status",

        "compose-failed",
    );
    await play(
        player,
        "shape",
        "compose-finished-info",
        "compose-info-finished-v0",
        "compose-finished-log",
        "compose-finished-status",
        "compose-finished",
    );
    await play(player, "same", "compose-finished-image-head");
    await play(player, "shape", "compose-status-all", "compose-status-all-v0", "compose-status-multi");
    await play(player, "shape", ...namesLike(player, /^compose-status-filter-(blueprint=ee|status=F|type=edge)/));
    await play(player, "same", "compose-status-filter-status=finished", "compose-status-filter-type=nosuch");

    for (const name of ["ok", "fail", "crash", "source"]) {
        await play(player, "shape", `compose-start-edge-commit-${name}`);
    }
    await play(player, "shape", "compose-start-slow", "compose-start-queued", "compose-start-after-cancel");
    stands.set(recorded.later, slow);
    await play(player, "same", "compose-delete", "compose-delete-again", "compose-info-deleted");
    await endAll(player);
}
