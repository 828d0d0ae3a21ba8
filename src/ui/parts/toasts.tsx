/** Short messages about a change that is elsewhere or can be undone. */
import {
    Alert,
    AlertActionCloseButton,
    AlertActionLink,
    AlertGroup,
} from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

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
            setToasts(shown => [...shown, { ...toast, id: crypto.getRandomValues(new Uint32Array(1)).join() }]),
        [],
    );
    const close = (id: string) => setToasts(shown => shown.filter(toast => toast.id !== id));
    const timeoutOf = ({ variant, deed, isKept = false }: Toast) => {
        if (variant === "danger" || isKept) return false;
        return deed ? OFFER_MS : PASSING_MS;
    };
    return (
        <ToastContext.Provider value={show}>
            {children}
            <AlertGroup isToast isLiveRegion>
                {toasts.map(({ id, ...toast }) => (
                    <Alert
                        key={id}
                        variant={toast.variant}
                        title={toast.title}
                        component="h2"
                        timeout={timeoutOf(toast)}
                        onTimeout={() => close(id)}
                        actionClose={<AlertActionCloseButton onClose={() => close(id)} />}
                        actionLinks={
                            toast.deed && (
                                <AlertActionLink
                                    onClick={() => {
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
