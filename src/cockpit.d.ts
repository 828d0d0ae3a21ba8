/** What we use of Cockpit's base1/cockpit.js, as 287 and 337 really are. */
declare module "cockpit" {
    export type ControlMessage = {
        command: string;
        problem?: string;
        message?: string;
        status?: number;
        headers?: Record<string, string>;
        "exit-status"?: number;
    };

    /** What ends a channel: an error has a problem; a program that ended by itself has an exit status and no problem. */
    export type CloseMessage = Omit<ControlMessage, "command">;

    type ChannelEvents = {
        message: Uint8Array;
        control: ControlMessage;
        close: CloseMessage;
    };

    export interface Channel {
        send(data: Uint8Array): void;
        control(message: { command: "done" }): void;
        close(problem: string): void;
        addEventListener<Name extends keyof ChannelEvents>(
            name: Name,
            listener: (event: unknown, detail: ChannelEvents[Name]) => void,
        ): void;
    }

    export type ChannelOptions = {
        payload: "http-stream2" | "stream";
        binary?: true;
        superuser?: "try" | "require";
        unix?: string;
        method?: string;
        path?: string;
        headers?: Record<string, string>;
        spawn?: string[];
        err?: "message";
        environ?: string[];
        directory?: string;
    };

    interface Location {
        readonly path: string[];
        readonly options: Record<string, string | string[]>;
        go(path: string[], options?: Record<string, string>): void;
        replace(path: string[], options?: Record<string, string>): void;
    }

    interface Permission {
        /** null until known. */
        readonly allowed: boolean | null;
        addEventListener(name: "changed", listener: () => void): void;
        removeEventListener(name: "changed", listener: () => void): void;
    }

    interface Cockpit {
        channel(options: ChannelOptions): Channel;
        permission(options: { admin: true }): Permission;
        user(): PromiseLike<{ id: number; name: string; home: string }>;
        /** Replaced on every change: read it anew. */
        readonly location: Location;
        /** The user looks at another page of the shell; the document itself does not notice. */
        readonly hidden: boolean;
        /** Language of the user's choice, e.g. "en" or "pt_BR". */
        readonly language: string;
        readonly manifests: Record<string, { config?: unknown } | undefined>;
        readonly transport: {
            readonly csrf_token: string;
            control(command: "notify", options: object): void;
        };
        /** The user's, e.g. "de" or "pt-br". */
        readonly language: string;
        gettext(text: string): string;
        ngettext(one: string, many: string, count: number): string;
        jump(address: string): void;
        addEventListener(name: "locationchanged" | "visibilitychange", listener: () => void): void;
        removeEventListener(name: "locationchanged" | "visibilitychange", listener: () => void): void;
    }

    const cockpit: Cockpit;
    export default cockpit;
}
