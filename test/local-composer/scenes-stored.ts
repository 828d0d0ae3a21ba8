/** Recorded requests about what the server is and keeps: routes, blueprints, packages, sources. */
import { isNewer, isOffered, notApplied } from "./claims.ts";
import { namesLike, type Player, play, push } from "./player.ts";

export async function routes(player: Player) {
    await play(player, "shape", "status", "distros-list", "compose-types-fedora-37", "compose-types-centos-9");
    await play(player, "shape", "compose-types-host", "compose-types-arch", "compose-types-badarch");
    await play(player, "shape", "distros-list-arch-aarch64", "distros-list-arch-s390x");
    await play(
        player,
        "same",
        "status-v1-404",
        "unknown-route",
        "v2-route",
        "method-not-allowed",
        "distros-list-v0",
        "compose-types-nosuch-1",
    );
}

export async function blueprints(player: Player) {
    await play(
        player,
        "same",
        "blueprints-list-empty",
        "blueprints-new-json",
        "blueprints-new-json-again-same-version",
        "blueprints-info",
    );
    await play(
        player,
        "same",
        "blueprints-new-minimal",
        "blueprints-info-minimal",
        "blueprints-new-arch-field",
        "blueprints-info-af",
    );
    await play(player, "same", "blueprints-new-unknown-field", "blueprints-info-uf");
    await play(
        player,
        "same",
        ...namesLike(
            player,
            /^blueprints-new-(bad|empty|no-|json-bad|json-charset|toml-application|version|yaml|distro-dot)/,
        ),
    );
    await play(player, "ids", "blueprints-new-wrong-type", "cz-new-hostname-type");
    await play(
        player,
        "same",
        "blueprints-info-cs",
        "blueprints-info-bdd",
        "blueprints-info-bv2",
        "blueprints-info-badchars",
    );
    await play(player, "same", "blueprints-info-none", "blueprints-info-badformat");
    // The recorded server had two more from TOML: here they come as JSON.
    await push(player, { name: "uft" });
    const customizations = { hostname: "tomlhost" };
    const [packages, groups] = [[{ name: "tmux", version: "3.3*" }], [{ name: "container-management" }]];
    await push(player, {
        name: "ee-toml",
        description: "from toml",
        version: "1.2.3",
        distro: "fedora-37",
        packages,
        groups,
        customizations,
    });
    await play(
        player,
        "same",
        ...namesLike(player, /^blueprints-list(-|$)/).filter(name => name !== "blueprints-list-empty"),
    );
    await play(player, "same", "blueprints-info-uft", "blueprints-delete", "blueprints-delete-missing");
    await play(player, "same", "blueprints-new-v1", "blueprints-new-v2", "blueprints-new-v0", "blueprint-name-long");
    await play(player, "same", ...namesLike(player, /^bpcase-new-/));
    await play(
        player,
        "same",
        ...namesLike(player, /^cz-new-/).filter(
            name => isOffered(player.recordings, name) && name !== "cz-new-hostname-type",
        ),
    );
    // Some had been pushed twice.
    const isSecond = (name: string) =>
        JSON.stringify(player.recordings.get(name)?.response.body).includes('"version":"0.0.2"');
    for (const name of namesLike(player, /^cz-info-/).filter(isSecond)) {
        await push(player, player.recordings.get(name.replace("-info-", "-new-"))?.request.body);
    }
    await play(
        player,
        "same",
        ...namesLike(player, /^cz-info-/).filter(
            name => isOffered(player.recordings, name) && !notApplied.test(name) && !isNewer.test(name),
        ),
    );
}

export async function projects(player: Player) {
    const depsolves = namesLike(player, /^projects-depsolve-/).filter(
        name => !/rhel|depsolve-distro$|user-source/.test(name),
    );
    const isGood = (name: string) => player.recordings.get(name)?.response.status === 200;
    await play(player, "packages", ...depsolves.filter(isGood), ...namesLike(player, /^projects-info-/).filter(isGood));
    await play(
        player,
        "same",
        ...depsolves.filter(name => !isGood(name)),
        ...namesLike(player, /^projects-info-/).filter(name => !isGood(name)),
    );
    await play(player, "shape", "projects-depsolve-distro", "modules-list-default");
    await play(
        player,
        "same",
        ...namesLike(player, /^modules-list-(distro|exact|glob|multi|provides|substr|unknown)$/),
    );
}

export async function sources(player: Player) {
    const { fedora = "", updates = "" } = Object.fromEntries(player.stands);
    player.stands
        .set("file:///srv/composer/rpms/f37/fedora", fedora)
        .set("file:///srv/composer/rpms/f37/updates", updates);
    await play(player, "same", "source-list", "source-list-v0", "source-info-empty", "source-info-unknown");
    await play(player, "shape", "source-info-system", "source-info-mixed", "source-info-all");
    await play(player, "same", ...namesLike(player, /^source-new-(bad-distros|bad-json|empty-body|no-|system-id)/));
    await play(
        player,
        "same",
        "source-new-ok-file",
        "source-info-user",
        "source-info-user-v0",
        "source-delete-none",
        "source-delete-system",
    );
    await play(
        player,
        "same",
        "source-delete",
        "source-delete-again",

        "source-new-with-distros",
        "source-new-bad-type",
        "source-new-bad-url",
    );
    await play(
        player,
        "ids",
        "projects-depsolve-with-user-source",
        "source-effect-before-badtype",
        "source-effect-before-badurl",
    );
    for (const id of ["badtype", "badurl", "ml"])
        await player.composer.ask("DELETE", `/api/v1/projects/source/delete/${id}`);
    await play(player, "same", "source-list-final");
    await player.composer.ask("DELETE", "/api/v1/projects/source/delete/extra9");
}
