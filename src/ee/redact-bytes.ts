/** Whether a file that is no text holds what may be a secret: nothing can be taken out of it, so it goes as it is, or not. */
import { isText } from "../host/bytes.ts";
import { redactFiles } from "./redact.ts";

/** A user and a password before a host, or a private key; programs are full of half addresses and of words for keys. */
const TELLING = /:\/\/[\w.~-]+:[\w.~-]+@[\w-]+\.[\w.-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[\w+/=]{20}/;

/** Of a text in an old encoding what is redacted in any text counts; false for what is a text. */
export function holdsSecret(path: string, text: string): boolean {
    if (isText(text)) return false;
    return text.includes("\0") ? TELLING.test(text) : redactFiles(new Map([[path, text]])).get(path) !== text;
}
