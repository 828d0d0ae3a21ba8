/** The frame of every page: the rooms in one line, or, below a room, the way back to it. Never both. */
import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core/dist/esm/components/Breadcrumb/index.js";
import { Nav, NavItem, NavList } from "@patternfly/react-core/dist/esm/components/Nav/index.js";
import { Page } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { SkipToContent } from "@patternfly/react-core/dist/esm/components/SkipToContent/index.js";
import type { ReactNode } from "react";

import { _ } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";

export type Room = "definitions" | "builds" | "repository";

/** A step of the way back; the last one is this page and has no address. */
export type Crumb = { text: string; href?: string };

type ShellProps = { children: ReactNode } & ({ room: Room } | { crumbs: Crumb[] });

const CONTENT = "content";

export function Shell({ children, ...where }: ShellProps) {
    const skip = (
        <SkipToContent
            href={`#${CONTENT}`}
            onClick={event => {
                // The address after "#" is the page's own; following the link would leave the page.
                event.preventDefault();
                document.getElementById(CONTENT)?.focus();
            }}
        >
            {_("Skip to content")}
        </SkipToContent>
    );
    return (
        <Page
            className="pf-m-no-sidebar"
            isContentFilled
            skipToContent={skip}
            mainContainerId={CONTENT}
            {...("room" in where
                ? { horizontalSubnav: <Rooms room={where.room} /> }
                : { breadcrumb: <Crumbs crumbs={where.crumbs} /> })}
        >
            {children}
        </Page>
    );
}

function Rooms({ room }: { room: Room }) {
    const rooms: { id: Room; text: string }[] = [
        { id: "definitions", text: _("Definitions") },
        { id: "builds", text: _("Builds") },
        { id: "repository", text: _("Repository") },
    ];
    return (
        <Nav variant="horizontal-subnav" aria-label={_("Execution environments")}>
            <NavList>
                {rooms.map(({ id, text }) => (
                    <NavItem key={id} to={hrefTo(pathTo[id]())} isActive={id === room}>
                        {text}
                    </NavItem>
                ))}
            </NavList>
        </Nav>
    );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
    return (
        <Breadcrumb aria-label={_("Breadcrumb")}>
            {crumbs.map(({ text, href }) => (
                <BreadcrumbItem key={text} {...(href === undefined ? { isActive: true } : { to: href })}>
                    <bdi>{text}</bdi>
                </BreadcrumbItem>
            ))}
        </Breadcrumb>
    );
}
