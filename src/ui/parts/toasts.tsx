/** Short messages about a change that is elsewhere or can be undone. */
import {
    Alert,
    AlertActionCloseButton,
    AlertActionLink,
    AlertGroup,
} from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { createContext, type FocusEvent, type ReactNode, useCallback, useContext, useRef, useState } from "react";

import { focusHeading } from "./head.tsx";

/** `deed` is offered for 60 s. A danger toast, and one that `isKept`, stays until it is closed. */
export type Toast = {
    variant: "success" | "info" | "danger";
    title: string;
    body?: string;
    deed?: { title: string; onClick: () => void };
    isKept?: boolean;
};

const OFFER_MS = 60_000;
const PASSING_MS = 8000;

const ToastContext = createContext<(toast: Toast) => void>(() => {
    throw new Error("useToast outside of Toasts");
});

export const useToast = (): ((toast: Toast) => void) => useContext(ToastContext);

export function Toasts({ children }: { children: ReactNode }) {
    const [toasts, setToasts] = useState<(Toast & { id: string })[]>([]);
    const show = useCallback(
        (toast: Toast) =>
            setToasts(shown => [
                // What is said again is said once; what is offered stays offered.
                ...shown.filter(({ title, body, deed }) => deed || title !== toast.title || body !== toast.body),
                { ...toast, id: crypto.getRandomValues(new Uint32Array(1)).join() },
            ]),
        [],
    );
    const close = (id: string) => setToasts(shown => shown.filter(toast => toast.id !== id));
    // Who closes a message goes back to where he was before he came to it, if that is still there.
    const origin = useRef<EventTarget | null>(null);
    const rememberOrigin = ({ currentTarget, relatedTarget }: FocusEvent) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) origin.current = relatedTarget;
    };
    const leave = () => {
        if (origin.current instanceof HTMLElement && origin.current.isConnected)
            origin.current.focus({ preventScroll: true });
        else focusHeading();
    };
    const timeoutOf = ({ variant, deed, isKept = false }: Toast) => {
        if (variant === "danger" || isKept) return false;
        return deed ? OFFER_MS : PASSING_MS;
    };
    return (
        <ToastContext.Provider value={show}>
            {children}
            <AlertGroup isToast isLiveRegion onFocus={rememberOrigin}>
                {toasts.map(({ id, ...toast }) => (
                    <Alert
                        key={id}
                        variant={toast.variant}
                        title={toast.title}
                        component="h2"
                        timeout={timeoutOf(toast)}
                        onTimeout={() => close(id)}
                        actionClose={
                            <AlertActionCloseButton
                                onClose={() => {
                                    leave();
                                    close(id);
                                }}
                            />
                        }
                        actionLinks={
                            toast.deed && (
                                <AlertActionLink
                                    onClick={() => {
                                        focusHeading();
                                        toast.deed?.onClick();
                                        close(id);
                                    }}
                                >
                                    {toast.deed.title}
                                </AlertActionLink>
                            )
                        }
                    >
                        {toast.body}
                    </Alert>
                ))}
            </AlertGroup>
        </ToastContext.Provider>
    );
}
