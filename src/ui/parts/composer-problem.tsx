/** The ways in which nothing can be built, each with what to do about it. */
import { _, format } from "../../language.ts";
import { useStartComposer } from "../actions/composer.ts";
import type { ComposerState } from "../composer-state.ts";
import { useAdministrator, useSession } from "../session.tsx";
import { Command } from "./command.tsx";
import { DeedButton } from "./deed-button.tsx";
import { GainAccess } from "./gain-access.tsx";
import { WhatItSaid } from "./problem.tsx";
import { type Ranked, ShowService, StateAlert, TryAgain } from "./state-alert.tsx";

type ComposerProblemProps = {
    state: ComposerState;
    /** The page has a primary deed of its own. */
    isAside?: boolean;
};

/** Nothing for a composer that is ready. "not-installed" and "no-permission" take the page; the others stand above it. */
export function ComposerProblem({ state, isAside = false }: ComposerProblemProps) {
    const rank = isAside ? "secondary" : "primary";
    switch (state.kind) {
        case "ready":
            return null;
        case "not-installed":
            return <NotInstalled rank={rank} />;
        case "inactive":
            return <Inactive rank={rank} />;
        case "no-permission":
            return <NoPermission rank={rank} />;
        case "silent":
            return <Trouble rank={rank} title={_("osbuild-composer does not answer")} message={state.message} />;
        case "error":
            return (
                <Trouble
                    rank={rank}
                    title={_("osbuild-composer answered with an error")}
                    message={state.message}
                    detail={state.detail}
                />
            );
    }
}

function NotInstalled({ rank }: Ranked) {
    const { socket } = useSession();
    return (
        <StateAlert
            variant="info"
            title={_("osbuild-composer is not installed")}
            deeds={<TryAgain rank={rank} />}
            below={<Command label={_("Command to install")}>dnf install osbuild-composer ostree</Command>}
        >
            {format(
                _(
                    "Definitions can be written and checked here. Building needs osbuild-composer and ostree on this host; nothing answers at $0.",
                ),
                socket,
            )}
        </StateAlert>
    );
}

function Inactive({ rank }: Ranked) {
    const start = useStartComposer();
    const isDenied = useAdministrator() === false;
    return (
        <StateAlert
            variant="warning"
            title={_("osbuild-composer is not running")}
            deeds={
                <>
                    <DeedButton
                        variant={rank}
                        size="sm"
                        isLoading={start.isPending}
                        reason={isDenied ? _("Only administrators may start it. Turn on administrative access.") : null}
                        onClick={() => start.mutate()}
                    >
                        {_("Start osbuild-composer")}
                    </DeedButton>
                    <ShowService />
                </>
            }
            below={start.error && <WhatItSaid detail={start.error.message} />}
        >
            {_(
                "Its socket, osbuild-composer.socket, is installed but nothing answers there. What is done stays; definitions can be edited and checked meanwhile.",
            )}
        </StateAlert>
    );
}

function NoPermission({ rank }: Ranked) {
    const { user } = useSession();
    return (
        <StateAlert
            variant="warning"
            title={_("You may not use osbuild-composer")}
            deeds={<TryAgain rank={rank} />}
            below={
                <>
                    <GainAccess />
                    <span className="ee-small ee-subtle">
                        {format(
                            _("To let $0 build without administrative access, as an administrator, then log in again:"),
                            user,
                        )}
                    </span>
                    <Command
                        label={_("Command to join the group")}
                    >{`usermod --append --groups weldr ${user}`}</Command>
                </>
            }
        >
            {format(
                _("You are logged in as $0. Builds need administrative access, or membership of the group weldr."),
                user,
            )}
        </StateAlert>
    );
}

type TroubleProps = Ranked & { title: string; message: string; detail?: string };

/** It runs, and does not do as asked. */
function Trouble({ rank, title, message, detail = "" }: TroubleProps) {
    return (
        <StateAlert
            variant="danger"
            title={title}
            deeds={
                <>
                    <TryAgain rank={rank} />
                    <ShowService />
                </>
            }
            below={<WhatItSaid detail={detail} />}
        >
            {/* Another program's words, which need not end as a sentence does. */}
            <p>{message}</p>
            <p>{_("This page asks again by itself.")}</p>
        </StateAlert>
    );
}
