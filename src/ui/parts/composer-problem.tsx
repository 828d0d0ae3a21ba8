/** The four ways in which nothing can be built, each with what to do about it. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { _, format } from "../../language.ts";
import { useStartComposer } from "../actions/composer.ts";
import type { ComposerState } from "../composer-state.ts";
import { useAdministrator, useSession } from "../session.tsx";
import { Command } from "./command.tsx";
import { DeedButton } from "./deed-button.tsx";
import { WhatItSaid } from "./problem.tsx";

const SERVICE_PAGE = "/system/services#/osbuild-composer.socket";

type Ranked = { rank: "primary" | "secondary" };

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
        case "error":
            return <ServerError rank={rank} message={state.message} detail={state.detail} />;
    }
}

function NotInstalled({ rank }: Ranked) {
    const { socket } = useSession();
    return (
        <State
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
        </State>
    );
}

function Inactive({ rank }: Ranked) {
    const { jump } = useSession();
    const start = useStartComposer();
    const isDenied = useAdministrator() === false;
    return (
        <State
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
                    <Button variant="link" isInline onClick={() => jump(SERVICE_PAGE)}>
                        {_("Show the service")}
                    </Button>
                </>
            }
            below={start.error && <WhatItSaid detail={start.error.message} />}
        >
            {_(
                "Its socket, osbuild-composer.socket, is installed but nothing answers there. What is done stays; definitions can be edited and checked meanwhile.",
            )}
        </State>
    );
}

function NoPermission({ rank }: Ranked) {
    const { user } = useSession();
    return (
        <State
            variant="warning"
            title={_("You may not use osbuild-composer")}
            deeds={<TryAgain rank={rank} />}
            below={
                <>
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
                _(
                    "You are logged in as $0. Builds need administrative access, which you turn on with “Limited access” in Cockpit's header, or membership of the group weldr.",
                ),
                user,
            )}
        </State>
    );
}

function ServerError({ rank, message, detail }: Ranked & { message: string; detail: string }) {
    return (
        <State
            variant="danger"
            title={_("osbuild-composer answered with an error")}
            deeds={<TryAgain rank={rank} />}
            below={<WhatItSaid detail={detail} />}
        >
            {message}
        </State>
    );
}

function TryAgain({ rank }: Ranked) {
    const queries = useQueryClient();
    return (
        <Button variant={rank} size="sm" onClick={() => queries.invalidateQueries({ queryKey: ["composer"] })}>
            {_("Try again")}
        </Button>
    );
}

type StateProps = {
    variant: "info" | "warning" | "danger";
    title: string;
    deeds: ReactNode;
    below?: ReactNode;
    children: ReactNode;
};

const State = ({ variant, title, deeds, below, children }: StateProps) => (
    <div className="ee-state">
        <Alert
            component="h2"
            isInline
            variant={variant}
            title={title}
            actionLinks={<div className="ee-deeds">{deeds}</div>}
        >
            {children}
        </Alert>
        {below}
    </div>
);
