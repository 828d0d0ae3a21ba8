/** What every page stands on, handed in once by index.tsx: no page knows Cockpit. */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

import type { Host } from "../host/host.ts";
import type { Composer } from "../osbuild/composer.ts";

/** A value that changes by itself. `get` answers the same object until it has changed. */
export type Live<T> = { get: () => T; subscribe: (changed: () => void) => () => void };

/** Where the user is: the parts of the address, decoded, and what follows its question mark. */
export type Place = { path: string[]; options: Record<string, string> };

export type Session = {
    host: Host;
    composer: Composer;
    /** The composer's socket. */
    socket: string;
    /** Directory that holds definitions, builds and the repository. */
    state: string;
    /** Login name of the person at the page. */
    user: string;
    /** Home directory of that person. */
    home: string;
    /** Whether administrative access is on; null until Cockpit has said so. */
    administrator: Live<boolean | null>;
    place: Live<Place>;
    /** Go somewhere in these pages; `replace` leaves no step to come back to. */
    go: (path: string[], options?: Record<string, string>, how?: "push" | "replace") => void;
    /** Open another page of Cockpit, e.g. "/system/services#/osbuild-composer.socket". */
    jump: (address: string) => void;
    /** Save a file of the host, or text or bytes of the page, on the user's own machine. */
    download: (what: { path: string } | { text: string } | { bytes: Uint8Array }, name: string) => Promise<void>;
    /** What Cockpit shows beside these pages' name while something runs; null clears it. */
    showStatus: (status: { type: "info" | "warning" | "error"; title: string } | null) => void;
};

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = ({ value, children }: { value: Session; children: ReactNode }) => (
    <SessionContext.Provider value={value}>{children}</SessionContext.Provider>
);

export function useSession(): Session {
    const session = useContext(SessionContext);
    if (!session) throw new Error("useSession outside of SessionProvider");
    return session;
}

/** Whether administrative access is on; null while not known, when nothing may be shown as denied. */
export function useAdministrator(): boolean | null {
    const { administrator } = useSession();
    return useSyncExternalStore(administrator.subscribe, administrator.get);
}
