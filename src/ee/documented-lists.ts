/** What the words of requirement lists are for: galaxy's keys and types, bindep's profiles. */
import { _ } from "../language.ts";

export type Word = { word: string; about: () => string };

/** Authority: ansible-core, cli/galaxy.py. */
export const galaxyLists: readonly Word[] = [
    { word: "collections", about: () => _("Collections: names, or mappings with name and version.") },
    {
        word: "roles",
        about: () => _("Roles: names, or mappings with name, src and version. They are installed before collections."),
    },
];

export const collectionKeyWords: readonly Word[] = [
    {
        word: "name",
        about: () => _("namespace.name; for other types than galaxy the address or path of what is fetched."),
    },
    {
        word: "version",
        about: () =>
            _("One version, or a range: '>=2.0.0,<3.0.0'. For git a branch, tag or commit. Any when it is absent."),
    },
    { word: "source", about: () => _("The server that it comes from: a name of ansible.cfg, or an address.") },
    { word: "type", about: () => _("Where it comes from; galaxy when it is absent.") },
    { word: "signatures", about: () => _("Addresses of signatures beside those that the server gives.") },
];

export const roleKeyWords: readonly Word[] = [
    { word: "name", about: () => _("namespace.name of Galaxy, or the name to give to what src fetches.") },
    { word: "src", about: () => _("Where it comes from: a name of Galaxy, or an address.") },
    { word: "version", about: () => _("A version, branch, tag or commit; the newest when it is absent.") },
    { word: "scm", about: () => _("What src is fetched with: git or hg.") },
    { word: "include", about: () => _("Another file with roles, put in this place.") },
];

export const typeWords: readonly Word[] = [
    { word: "galaxy", about: () => _("A Galaxy server; what counts without type.") },
    { word: "git", about: () => _("A git repository; a # and a directory behind the address may follow.") },
    { word: "url", about: () => _("The address of an archive.") },
    { word: "file", about: () => _("An archive here.") },
    { word: "dir", about: () => _("A directory with the collection.") },
    { word: "subdirs", about: () => _("A directory with several collections below it.") },
];

export const scmWords: readonly Word[] = [
    { word: "git", about: () => _("A git repository.") },
    { word: "hg", about: () => _("A Mercurial repository.") },
];

/** Authority: bindep 2.11, depends.py; ansible-builder, assemble. */
export const profileWords: readonly Word[] = [
    { word: "platform:rpm", about: () => _("Every system with RPM packages.") },
    { word: "platform:redhat", about: () => _("Red Hat Enterprise Linux, CentOS and Fedora.") },
    { word: "platform:rhel-8", about: () => _("Red Hat Enterprise Linux 8.") },
    { word: "platform:rhel-9", about: () => _("Red Hat Enterprise Linux 9.") },
    { word: "platform:rhel-10", about: () => _("Red Hat Enterprise Linux 10.") },
    { word: "platform:centos-8", about: () => _("CentOS 8.") },
    { word: "platform:centos-9", about: () => _("CentOS Stream 9.") },
    { word: "platform:centos-10", about: () => _("CentOS Stream 10.") },
    { word: "platform:fedora", about: () => _("Fedora.") },
    { word: "platform:dpkg", about: () => _("Every system with Debian packages; never true in a commit.") },
    { word: "compile", about: () => _("Needed only while wheels are made; not in the result.") },
    { word: "epel", about: () => _("From EPEL, where the base image is CentOS.") },
    { word: "test", about: () => _("For tests; ansible-builder never installs it.") },
    { word: "doc", about: () => _("For documentation; ansible-builder never installs it.") },
];
