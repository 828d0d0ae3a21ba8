import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";

import { checkDefinition } from "../../src/ee/check.ts";
import type { Effect } from "../../src/ee/effect.ts";
import { carried } from "../../src/ee/step-meaning.ts";
import { listSteps } from "../../src/ee/steps.ts";
import { findShared } from "../support/shared.ts";
import { runsOf, sampleOf, seedOfRun } from "./random.ts";

const FILE = "execution-environment.yml";

function list(text: string, file = FILE) {
    const files = new Map([[file, text]]);
    const { definition } = checkDefinition(files, file);
    if (!definition) throw new Error("the definition of this test is none");
    return { steps: listSteps(files, file, definition), definition };
}

/** A definition with these steps at its end, and a file in _build/files. */
const withSteps = (lines: readonly string[], stage = "append_final") =>
    stringify({
        version: 3,
        options: { package_manager_path: "/usr/bin/microdnf" },
        additional_build_files: [{ src: "x", dest: "files" }],
        additional_build_steps: { [stage]: lines },
    });

const CLONES = "git clone https://git.example/a /tmp/a && git clone https://git.example/b /tmp/b &&";
const TAR = "curl -L https://a.example/a.tgz | tar xz -C";

/** Lines, each behind those that it needs, and what the last of them becomes. */
const RIGHT: [lines: string[], carrier: string | null, fidelity: string][] = [
    // Nothing comes of it.
    [["RUN microdnf clean all && rm -rf /var/cache/yum /tmp/*"], "build-only", "not-needed"],
    [["RUN set -eux; dnf -y upgrade --refresh"], "build-only", "not-needed"],
    [["RUN $PYCMD -m pip install --no-cache-dir -U 'pip>=24' wheel"], "build-only", "not-needed"],
    [["RUN pip3 cache purge && rm -rf /root/.cache"], "build-only", "not-needed"],
    [["RUN ansible --version && python3.12 --version || true"], "build-only", "not-needed"],
    [["RUN ls -l /usr/share/ansible | head -n 5 2>/dev/null"], "build-only", "not-needed"],
    [["RUN cat /etc/os-release | sort -u && date -u +%F"], "build-only", "not-needed"],
    [["RUN cat /etc/os-release | sort -o /etc/passwd"], null, "left-over"],
    [["RUN date -s 2020-01-01"], null, "left-over"],
    [['RUN ["id"]'], "build-only", "not-needed"],
    [["ARG EDITION=3"], "build-only", "not-needed"],
    [["LABEL maintainer=nobody"], "build-only", "not-needed"],
    [["EXPOSE 8080"], "build-only", "not-needed"],
    [["VOLUME /data"], "build-only", "not-needed"],
    [['ENTRYPOINT ["/usr/bin/tini", "--"]'], "build-only", "not-needed"],
    [["USER 1000"], "build-only", "not-needed"],
    [["COPY _build/files/x.rpm /tmp/"], "build-only", "not-needed"],
    [["RUN dnf remove -y cmake"], "build-only", "equivalent"],
    [["RUN rm -rf /etc/yum.repos.d/* && subscription-manager repos --enable=x"], "build-only", "equivalent"],
    [["RUN sed -i 's/enabled=0/enabled=1/' /etc/yum.repos.d/a.repo"], "build-only", "equivalent"],
    [["COPY _build/files/a /usr/bin/a", "RUN chown root:root /usr/bin/a"], "build-only", "not-needed"],
    [["RUN chmod g=u /etc/passwd"], "build-only", "not-needed"],
    [["RUN echo fastestmirror=1 >> /etc/dnf/dnf.conf"], "build-only", "not-needed"],
    [["RUN curl -o /tmp/a https://dl.example/a && rm /tmp/a"], "build-only", "not-needed"],
    [["RUN mkdir -p /runner/.ansible && chmod -R 775 /runner && chgrp -R 0 /runner"], "build-only", "not-needed"],
    [["RUN export A=b && echo $A $(date +%F)"], "build-only", "not-needed"],
    [["RUN sed -i -e 's/^mirror/#mirror/' -e s,a,b,g /etc/yum.repos.d/CentOS-*"], "build-only", "equivalent"],
    [["RUN yum-config-manager --enable crb && dnf copr enable -y a/b && dnf autoremove"], "build-only", "equivalent"],
    [["COPY _build/files/a /usr/local/bin/a", "RUN ln -sf /usr/local/bin/a /usr/bin/a"], "build-only", "not-needed"],
    [
        ["RUN if command -v tool >/dev/null; then tool --version || true; else rm -rf /tmp/tool; fi"],
        "build-only",
        "not-needed",
    ],
    [["RUN if [ -f /etc/a ]; then rm -f /etc/yum.repos.d/a.repo; fi && id"], "build-only", "equivalent"],
    [["RUN rpm --setcaps shadow-utils"], "build-only", "equivalent"],
    [["RUN chmod u-s /usr/bin/newuidmap && setcap cap_setuid+ep /usr/bin/newuidmap"], "build-only", "equivalent"],
    [["RUN python3 -c 'import yaml, ssl; print(yaml.__version__)'"], "build-only", "not-needed"],
    [["RUN python3 -c 'import os; os.remove(1)'"], null, "left-over"],
    [["RUN python3 -c 'import os; print(os.remove(1))'"], null, "left-over"],
    [
        ["RUN find / -type d -name __pycache__ -prune -exec rm -rf {} + && find /usr /opt -name '*.py[co]' -delete"],
        "build-only",
        "equivalent",
    ],
    [["RUN find / ( -name '*.pyc' -o -name __pycache__ ) -exec rm -rf {} ;"], null, "left-over"],
    [["RUN find / \\( -name '*.pyc' -o -name __pycache__ \\) -exec rm -rf {} \\;"], "build-only", "equivalent"],
    [["RUN find / -name '*.py' -delete"], null, "left-over"],
    [["RUN find /usr -name '*.pyc' -exec rm -rf /etc {} +"], null, "left-over"],
    [["RUN find . -name '*.pyc' -delete"], null, "left-over"],
    [["RUN find /srv -name '*.pyc' -o -type f -delete"], null, "left-over"],
    [["RUN find /srv -name __pycache__ -o -type d -exec rm -rf {} +"], null, "left-over"],
    [["RUN find /srv ( -name '*.pyc' ) -o ( -type f ) -delete"], null, "left-over"],
    [["RUN mkdir -p /usr/local"], "build-only", "not-needed"],
    [["RUN curl -L https://dl.example/t.tgz | tar xz -C /tmp/t && mv /tmp/t/d /etc/x/"], null, "left-over"],
    [
        ["RUN curl -L https://dl.example/t.tgz | tar xz -C /tmp/t && mv /tmp/t/d /usr/local/bin/"],
        "content",
        "equivalent",
    ],
    [["RUN echo x > /tmp/r/g && cp /tmp/r/* /opt/x"], null, "left-over"],
    [["RUN echo x > /tmp/r/g && cp -T /tmp/r/* /opt/x"], "content", "equivalent"],
    [["RUN echo x > /tmp/r/g && cp /tmp/r/* /opt/x/"], "content", "equivalent"],
    [["RUN curl -Lo /tmp/t.tgz https://dl.example/t.tgz && tar -xfz /tmp/t.tgz -C /opt/t"], null, "left-over"],
    [["RUN rm -rf /usr/local/go"], "build-only", "not-needed"],
    [["RUN rm -f /usr/local/bin/ansible-lint"], null, "left-over"],
    [
        ["COPY _build/files/x /opt/acme/f", "RUN ln -sT /opt/acme /usr/local/acme", "RUN rm -rf /usr/local/acme/f"],
        null,
        "left-over",
    ],
    [
        ["RUN curl -L https://dl.example/t.tgz | tar xz --strip-components=1 -C /opt/t && touch /opt/t/x"],
        null,
        "left-over",
    ],
    [["COPY _build/files/x /srv/yaml.py", "RUN python3 -c 'import yaml'"], null, "left-over"],
    [["RUN git clone https://git.example/a/b /opt/b && cd /opt/b && python3 -c 'import yaml'"], null, "left-over"],
    [
        ["RUN echo > /etc/ansible/hosts && python3 -c 'import ansible; print(ansible.__version__)'"],
        "blueprint",
        "exact",
    ],
    [["RUN curl -L https://dl.example/t.tgz | tar xz -C /opt/t && touch /opt/t/x"], null, "left-over"],
    [["RUN curl -Lo /tmp/t https://dl.example/t && tar xf /tmp/t d/u -C /opt"], null, "left-over"],
    [["RUN curl -Lo /tmp/t https://dl.example/t && tar -C /opt -C t -xf /tmp/t"], null, "left-over"],
    [["RUN find /usr '( -name' '*.pyc )' -delete"], null, "left-over"],
    [["RUN git clone https://u:t@git.example/a/b /tmp/b && pip install /tmp/b"], null, "left-over"],
    // What is secret is left out wherever this is judged.
    [["RUN echo 'curl -u ann:<redacted> x' > /usr/bin/x"], null, "left-over"],
    [["RUN sed -i 's/a/--token <redacted>/' /etc/ssh/sshd_config"], null, "left-over"],
    [["RUN echo '--token <redacted>'"], "build-only", "not-needed"],
    [["COPY _build/files /usr/local/go/", "RUN rm -rf /usr/local/go"], null, "left-over"],
    [["RUN curl -L https://dl.example/go.tgz | tar xz -C /usr/local", "RUN rm -rf /usr/local/go"], null, "left-over"],
    [["RUN git clone https://git.example/a/b /tmp/b && pip install -e /tmp/b"], null, "left-over"],
    [["RUN git clone https://git.example/a/b /tmp/b && rm /tmp/b/c && pip install /tmp/b"], null, "left-over"],
    [["RUN git clone https://git.example/a/b /tmp/b && echo > /tmp/b/c && pip install /tmp/b"], null, "left-over"],
    [["RUN git clone https://git.example/a/b /tmp/b && pip install /tmp/b/c"], null, "left-over"],
    // Blueprint.
    [["RUN localedef -c -i en_US -f UTF-8 en_US.UTF-8"], "blueprint", "equivalent"],
    [["RUN localedef -i en_US -f ISO-8859-1 en_US"], null, "left-over"],
    [["RUN localedef -i en_US -f UTF-8 de_DE.UTF-8"], null, "left-over"],
    [["RUN $PKGMGR install -y --nodocs jq nano"], "blueprint", "exact"],
    [["RUN yum -y install zsh && yum clean all"], "blueprint", "exact"],
    [["ARG V=3.12", "RUN dnf -y install python$V"], "blueprint", "exact"],
    [["RUN dnf module enable -y nodejs:20"], "blueprint", "exact"],
    [["RUN dnf install -y @development-tools"], "blueprint", "equivalent"],
    [["RUN dnf -y group install 'Development Tools'"], "blueprint", "equivalent"],
    [["RUN curl -o /tmp/a https://dl.example/a || exit 1; [ -s /tmp/a ] && dnf -y install jq"], "blueprint", "exact"],
    [["RUN ACCEPT_EULA=Y dnf -y install msodbcsql18"], "blueprint", "exact"],
    [["RUN V=3.12; dnf -y install python$V"], "blueprint", "exact"],
    [
        ["RUN dnf -y install https://dl.example/epel-release-latest-$(rpm -E %rhel).noarch.rpm"],
        "blueprint",
        "equivalent",
    ],
    [["RUN echo 'x ALL=(ALL) ALL' >> /etc/sudoers.d/x"], "blueprint", "exact"],
    [["RUN git config --system --add safe.directory /srv"], "blueprint", "exact"],
    [["RUN dnf config-manager --add-repo https://repo.example/x/ && dnf -y install x"], "blueprint", "equivalent"],
    [["RUN rpm -ivh https://dl.example/epel-release-latest-9.noarch.rpm && crb enable"], "blueprint", "equivalent"],
    [["RUN dnf -y install https://dl.example/tool-1.2-3.el9.x86_64.rpm"], "blueprint", "equivalent"],
    [
        ["COPY _build/files/a-tool.rpm /tmp/", "RUN rpm -ivh /tmp/a-tool.rpm && rm /tmp/a-tool.rpm"],
        "blueprint",
        "equivalent",
    ],
    [["COPY --from=docker.example/a:1 /usr/bin/a /usr/bin/a"], "blueprint", "equivalent"],
    [["RUN echo 'Ciphers +aes256-cbc' >> /etc/ssh/ssh_config"], "blueprint", "equivalent"],
    [["RUN rm -f /etc/ansible/ansible.cfg"], "blueprint", "equivalent"],
    [["USER 1000", "RUN git lfs install"], "blueprint", "equivalent"],
    [["RUN usermod --add-subuids 100000-165536 --add-subgids 100000-165536 root"], "blueprint", "equivalent"],
    [
        ["RUN curl -L https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | bash"],
        "blueprint",
        "equivalent",
    ],
    [["COPY _build/files/krb5.conf /etc/krb5.conf"], "blueprint", "exact"],
    [["RUN echo 'a = 1' > /etc/a.conf", "RUN echo 'b = 2' >> /etc/a.conf"], "blueprint", "exact"],
    [["RUN cat <<'END' > /etc/b.conf\n$x\nEND"], "blueprint", "exact"],
    [["RUN useradd -u 1001 -m -s /bin/bash deploy"], "blueprint", "exact"],
    [["RUN git lfs install --system"], "blueprint", "exact"],
    [["RUN echo 'net.ipv4.ip_forward = 1' >> /etc/sysctl.d/99-a.conf"], "blueprint", "exact"],
    [["COPY _build/files/x /etc/x", "RUN chown 1000:0 /etc/x"], "blueprint", "exact"],
    [["COPY --chown=1000:0 _build/files/x /etc/x"], "blueprint", "exact"],
    [["COPY --chown=root:root _build/files /etc/x/"], "blueprint", "exact"],
    [["COPY --from=galaxy /usr/local/bin/oc /usr/local/bin/oc"], "blueprint", "equivalent"],
    // Content RPM.
    [["RUN ansible-galaxy collection install a.b:1.0.0 -p /usr/share/ansible/collections"], "content", "exact"],
    [["RUN ansible-galaxy role install a.b,1.0 c.d"], "content", "exact"],
    [["COPY _build/files/x /plugins/a/x", "ENV A_PLUGINS=/plugins"], "content", "equivalent"],
    [["ENV PATH=/tools/bin:$PATH", "COPY _build/files/x /tools/bin/x"], "content", "equivalent"],
    [["ENV A=/tools/bin", "COPY _build/files/x /tools/etc/x"], null, "left-over"],
    [["ENV A=/data", "RUN mkdir /data"], null, "left-over"],
    [["RUN sed -i 's/^#Port .*/Port 2222/' /etc/ssh/sshd_config"], "content", "equivalent"],
    [["RUN useradd -u 1000 a", "COPY _build/files/x /home/a/x", "RUN chown a: /home/a/x"], null, "left-over"],
    [["COPY _build/files/x /home/a/x", "RUN chown 1000:1000 /home/a/x"], "content", "equivalent"],
    [["ENV EDITOR=nano LANG=C.UTF-8"], "content", "equivalent"],
    [["RUN ln -sf /usr/share/zoneinfo/Europe/Oslo /etc/localtime"], "content", "exact"],
    [["RUN systemctl enable sshd"], "content", "equivalent"],
    [["COPY _build/files/ca.crt /etc/pki/ca-trust/source/anchors/", "RUN update-ca-trust"], "content", "equivalent"],
    [["RUN mkdir -p /var/run/agent"], "content", "equivalent"],
    [["RUN update-crypto-policies --set LEGACY"], "content", "equivalent"],
    [["RUN helm repo add jetstack https://charts.example && helm repo update"], "content", "equivalent"],
    [["RUN dnf config-manager --add-repo https://repo.example/x.repo && dnf -y install x"], "content", "equivalent"],
    [["RUN rpm --import https://repo.example/key.asc"], "content", "equivalent"],
    [["RUN pip install 'netaddr>=1' \\\n  # lists\n  jmespath[x]==1.0"], "content", "exact"],
    [["RUN python3 -m pip install git+https://git.example/tool.git@v1"], "content", "equivalent"],
    [["COPY _build/files/tool /usr/bin/tool", "RUN chmod 0755 /usr/bin/tool"], "content", "exact"],
    [
        ["RUN curl -fsSLo /usr/local/bin/tool https://dl.example/tool && chmod +x /usr/local/bin/tool"],
        "content",
        "equivalent",
    ],
    [["RUN curl -LO https://dl.example/tool && install -m 0755 tool /usr/bin/tool && rm -f tool"], "content", "exact"],
    [["RUN curl -sL https://dl.example/t.tgz | tar -xzf - -C /usr/bin t"], "content", "exact"],
    [
        ["RUN wget -qO /tmp/t.tgz https://dl.example/t.tgz && tar xzf /tmp/t.tgz -C /usr/bin t && rm /tmp/t.tgz"],
        "content",
        "exact",
    ],
    [["RUN curl -Lo /tmp/a https://dl.example/a && mv /tmp/a /etc/a"], "content", "exact"],
    [["RUN <<END\nset -e\ndnf -y install jq\nEND"], "blueprint", "exact"],
    [["RUN ln -s /usr/bin/vi /usr/bin/editor"], "content", "exact"],
    [["RUN rm -rf /usr/libexec/x && ln -s /usr/bin/y /usr/libexec/x"], "content", "exact"],
    [["RUN rm -rf /usr/libexec/x && ln -s /usr/bin/y /usr/libexec/z"], null, "left-over"],
    [["RUN rm -rf /usr/libexec/x || ln -s /usr/bin/y /usr/libexec/x"], null, "left-over"],
    [["RUN rm -rf /etc/x.d && ln -s /usr/share/x /etc/x.d"], null, "left-over"],
    [["RUN alternatives --set python3 /usr/bin/python3.12"], "content", "equivalent"],
    [
        ["RUN git clone https://git.example/a.git && cp -r a/roles/* /usr/share/ansible/roles/ && rm -rf a"],
        "content",
        "exact",
    ],
    [["RUN git clone --depth 1 -b v1 https://git.example/a /opt/a && rm -rf /opt/a/.git"], "content", "equivalent"],
    [["RUN git clone -q https://git.example/a.git /tmp/a && git -C /tmp/a log -1"], "build-only", "not-needed"],
    [["RUN git clone https://git.example/a.git /opt/a && rm -rf /opt/a"], "build-only", "not-needed"],
    [["RUN git clone https://<redacted>@git.example/a.git /opt/a"], "content", "equivalent"],
    [["COPY _build/files/x.tgz /tmp/", "RUN tar xf /tmp/x.tgz -C /opt/x && rm /tmp/x.tgz"], "content", "equivalent"],
    [["COPY _build/files/x.zip /tmp/", "RUN unzip /tmp/x.zip -d /usr/share/x"], "content", "exact"],
    [["COPY _build/files/x.tgz /usr/share/"], "content", "exact"],
    [["ADD _build/files/x.zip /usr/share/"], "content", "exact"],
    // Left over: never a part of a line, when one of it is not understood.
    [["ADD _build/files/x.tgz /opt/x"], null, "left-over"],
    [["RUN git clone https://git.example/a.git"], null, "left-over"],
    [["RUN git clone https://git.example/a.git && cd a && git log -1"], null, "left-over"],
    [["RUN git clone --recurse-submodules https://git.example/a.git /opt/a"], null, "left-over"],
    [["RUN git clone https://git.example/a.git /opt/a && git -C /opt/a submodule update --init"], null, "left-over"],
    [["RUN git clone git@git.example:a/b.git /opt/a"], null, "left-over"],
    [["RUN git clone file:///srv/a /opt/a"], null, "left-over"],
    [["RUN git clone 'https://git.example/a?key=1' /opt/a"], null, "left-over"],
    [["RUN git clone -b --upload-pack=id https://git.example/a /opt/a"], null, "left-over"],
    [["RUN git clone -c core.fsmonitor=id https://git.example/a /opt/a"], null, "left-over"],
    [["RUN git clone https://git.example/a /opt/a && git -C /opt/a checkout v1 -- x"], null, "left-over"],
    [["RUN git clone https://git.example/a /opt/a && git -C /opt/a checkout HEAD~1"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/a && cd /tmp/a && make install"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/a && cp /tmp/a /opt/a"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/a && rm -rf /tmp/a/x && cp -rT /tmp/a /opt/a"], null, "left-over"],
    [["RUN git clone https://git.example/a /opt/a && rm -rf /opt/a/x"], null, "left-over"],
    // Whether something is there that a directory would be put into, only the image knows.
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c /etc/x"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c/x.d /etc/x.d"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && mv /tmp/c/x /usr/lib/x"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c /usr/share/x/"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c/vim /usr/share/vim"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c /usr/share/ansible/plugins"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c/x /home/x"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c /usr/share/acme"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && mv /tmp/c /opt/acme"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c/apps /opt/acme/etc/apps"], null, "left-over"],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c /usr/local/cuda"], null, "left-over"],
    [
        ["RUN ansible-galaxy role install a.b", `RUN ${CLONES} cp -r /tmp/a /usr/share/ansible/roles/c`],
        null,
        "left-over",
    ],
    [["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c /srv/acme/"], "content", "equivalent"],
    [["RUN mkdir /opt/acme", `RUN ${CLONES} cp -r /tmp/a/x /opt/acme/y`], "content", "equivalent"],
    [["RUN mkdir -p /usr/share/acme", `RUN ${CLONES} cp -r /tmp/a/x /usr/share/acme/y`], "content", "equivalent"],
    [["RUN mkdir /usr/share/acme", `RUN ${CLONES} cp -r /tmp/a/x /usr/share/acme/y`], "content", "exact"],
    [["RUN mkdir /usr/share/ansible/a", `RUN ${CLONES} cp -r /tmp/a/x /usr/share/ansible/b`], null, "left-over"],
    // The same of a file that gets another name, and of a link.
    [["COPY _build/files/x /etc/grid-security"], null, "left-over"],
    [["COPY _build/files/x /usr/share/bash-completion/completions"], null, "left-over"],
    [["COPY _build/files/x /opt/acme"], "content", "equivalent"],
    [["COPY _build/files/x /etc/motd"], "blueprint", "exact"],
    [["RUN ln -s /usr/bin/x /usr/share/acme"], null, "left-over"],
    [[`RUN ${CLONES} cp -r /tmp/a/roles/* /srv/acme`], null, "left-over"],
    [["RUN ln -s /etc/hosts /tmp/l && cp /tmp/l /usr/bin/x"], null, "left-over"],
    [["RUN ln -s /etc/hosts /tmp/l && install /tmp/l /usr/bin/x"], null, "left-over"],
    [["RUN ln -s /etc/hosts /tmp/l && cp -a /tmp/l /usr/bin/x"], "content", "exact"],
    // A tree that comes over what a step made takes the place of a file of it.
    [["RUN echo a > /srv/a/f", `RUN ${TAR} /srv/a`, "RUN chmod 755 /srv/a/f"], null, "left-over"],
    [["RUN echo a > /srv/a/f", `RUN ${TAR} /srv/a`, "RUN echo b >> /srv/a/f"], null, "left-over"],
    [
        ["RUN echo a > /srv/a/f", `RUN ${TAR} /srv/a`, "RUN echo b > /srv/a/f && chmod 755 /srv/a/f"],
        "content",
        "equivalent",
    ],
    // A directory from which all was taken is there still, so that what is copied to it comes to lie in it.
    [
        [`RUN echo a > /tmp/q/a && rm /tmp/q/a && ${CLONES} cp -r /tmp/a /tmp/q && cp -rT /tmp/q /opt/q`],
        null,
        "left-over",
    ],
    [
        [`RUN echo a > /tmp/q/a && rm /tmp/q/* && ${CLONES} cp -r /tmp/a /tmp/q && cp -rT /tmp/q /opt/q`],
        null,
        "left-over",
    ],
    [
        [`RUN echo a > /tmp/q/a && rm -r /tmp/q && ${CLONES} cp -r /tmp/a /tmp/q && cp -rT /tmp/q /opt/q`],
        "content",
        "equivalent",
    ],
    // The only one that fits would take the place of a directory that is not there.
    [[`RUN ${CLONES} cp -r /tmp/a/roles/* /usr/share/acme`], null, "left-over"],
    // Directories of packages keep the modes that those give them.
    [["COPY _build/files/a /etc/ansible/a", "RUN chmod -R g+w /etc/ansible"], null, "left-over"],
    [["COPY _build/files/a /usr/share/ansible/x/a", "RUN chmod -R g+rwX /usr/share/ansible"], null, "left-over"],
    [["COPY _build/files/a /etc/q/a", "RUN chmod -R 755 /etc/q"], "blueprint", "exact"],
    // Names like those of files that are directories all the same.
    [
        ["RUN ansible-galaxy role install a.b", `RUN ${CLONES} cp -r /tmp/a /usr/share/ansible/roles/a.b`],
        null,
        "left-over",
    ],
    [["RUN ln -s /usr/lib/systemd/system/a.service /etc/systemd/system/multi-user.target.wants"], null, "left-over"],
    // A link to a directory is gone into, where no -n or -T says otherwise.
    [["RUN ln -s /etc/x /etc/q", "RUN ln -sf /etc/y /etc/q"], null, "left-over"],
    [["RUN ln -s /etc/x /etc/q.conf", "RUN ln -sfn /etc/y /etc/q.conf"], "content", "exact"],
    // Where the shell goes on, mkdir may have failed, since there was one.
    [["RUN mkdir /etc/q ; ln -s /usr/share/a /etc/q/b"], "content", "equivalent"],
    [["COPY _build/files/a /etc/motd.d/b"], "blueprint", "exact"],
    [["RUN ln -sf /usr/bin/x /usr/bin/x"], null, "left-over"],
    [["RUN ln -sT /usr/bin/x /usr/share/acme"], "content", "exact"],
    [
        [
            "RUN git clone https://git.example/a /tmp/c && git clone https://git.example/b /tmp/b && cp -r /tmp/c /tmp/b/x && cp -r /tmp/b /opt/b",
        ],
        null,
        "left-over",
    ],
    // What was taken away again is not carried with the rest.
    [["RUN git clone https://git.example/a /tmp/c && rm /tmp/c/r/x && mv -T /tmp/c/r /usr/share/r"], null, "left-over"],
    [
        ["RUN git clone https://git.example/a /tmp/c && rm /tmp/c/r/x && cp -rT /tmp/c/r /usr/share/r"],
        null,
        "left-over",
    ],
    [
        ["RUN git clone https://git.example/a /tmp/c && rm -rf /tmp/c/*.md && cp -rT /tmp/c /usr/share/c"],
        null,
        "left-over",
    ],
    [
        ["RUN git clone https://git.example/a /tmp/c && rm -rf /tmp/c/roles/* && cp -rT /tmp/c /usr/share/c"],
        null,
        "left-over",
    ],
    [
        ["RUN git clone https://git.example/a /tmp/c && rm -rf /tmp/c/roles/* && cp -rT /tmp/c/roles /usr/share/c"],
        null,
        "left-over",
    ],
    [
        ["RUN git clone https://git.example/a /tmp/c && rm -rf /tmp/*/x && cp -rT /tmp/c /usr/share/c"],
        null,
        "left-over",
    ],
    [
        ["RUN git clone https://git.example/a /tmp/c && rm -rf /tmp/{c,d}/x && cp -rT /tmp/c /usr/share/c"],
        null,
        "left-over",
    ],
    [["RUN git clone https://git.example/a /tmp/c && rm -rf /tmp* && cp -rT /tmp/c /usr/share/c"], null, "left-over"],
    [
        ["RUN git clone https://git.example/a /tmp/q/c && rm -rf /tmp/q/c/*.md && cp -rT /tmp/q /usr/share/q"],
        null,
        "left-over",
    ],
    [["RUN echo a > /tmp/q/a.md && rm -f /tmp/q/*.md && cp -rT /tmp/q /usr/share/q"], null, "left-over"],
    [
        ["RUN git clone https://git.example/a /tmp/c && cp -r /tmp/c/. /usr/share/doc/ && rm -rf /usr/share/doc/*"],
        null,
        "left-over",
    ],
    [
        [
            "RUN curl -L https://a.example/a.tgz | tar xz -C /tmp/d && cp -rT /tmp/d /usr/share/a && rm -rf /tmp/d/*",
            "RUN curl -L https://a.example/b.tgz | tar xz -C /tmp/d && cp -rT /tmp/d /usr/share/b && rm -rf /tmp/d/*",
        ],
        null,
        "left-over",
    ],
    [
        [
            "RUN curl -L https://a.example/a.tgz | tar xz -C /tmp/q/d && curl -L https://a.example/b.tgz | tar xz -C /tmp/q/d && cp -rT /tmp/q /usr/share/q",
        ],
        null,
        "left-over",
    ],
    // A mode that is every file's in it, or not known.
    [["RUN git clone https://git.example/a && cp -a a/t /usr/bin/t && chmod u+x /usr/bin/t"], null, "left-over"],
    [["RUN git clone https://git.example/a && cp -a a/t /usr/share/t && chmod -R 755 /usr/share/t"], null, "left-over"],
    // What is in it has modes of its own.
    [["RUN git clone https://git.example/a && cp a/t /usr/bin/t && chmod u+x /usr/bin/t"], null, "left-over"],
    [["RUN curl -L https://a.example/a.tgz | tar xz -C /usr/bin t && chmod g+w /usr/bin/t"], null, "left-over"],
    [["RUN git clone https://git.example/a && cp a/t /usr/bin/t && chmod +x,g+w /usr/bin/t"], null, "left-over"],
    [["RUN git clone https://git.example/a /opt/a && chmod -R 700 /opt/a"], null, "left-over"],
    ...["HEAD", "FETCH_HEAD", "ORIG_HEAD", "origin/HEAD", "-f v2", "v1@{1}"].map(
        (revision): [string[], null, "left-over"] => [
            [`RUN git clone -b dev https://git.example/a /opt/a && git -C /opt/a checkout ${revision}`],
            null,
            "left-over",
        ],
    ),
    // Two revisions of one part, of which only one would be carried.
    [
        [
            "RUN git clone -b v1 https://git.example/a /tmp/a && git clone -b v2 https://git.example/a /tmp/b && cp -r /tmp/a/r/* /opt/r/ && cp -r /tmp/b/r/* /opt/r/",
        ],
        null,
        "left-over",
    ],
    [
        [
            "RUN git clone https://git.example/a /tmp/a && cp -r /tmp/a/r/* /opt/r/ && git -C /tmp/a checkout v2 && cp -r /tmp/a/r/* /opt/r/",
        ],
        null,
        "left-over",
    ],
    // What is put into a directory that was unpacked, or over it: of what is copied on nobody knows which it is.
    ...[
        `${CLONES} cp -r /tmp/a/roles /tmp/b/ && cp -rT /tmp/b/roles /usr/share/r`,
        `${CLONES} cp -r /tmp/a/roles/* /tmp/b/roles/ && cp -rT /tmp/b/roles /usr/share/r`,
        `${CLONES} cp -r /tmp/a/x/. /tmp/a/y/ && cp -rT /tmp/a/y /usr/share/r`,
        `${CLONES} cp -rT /tmp/a /tmp/b && cp -rT /tmp/b /usr/share/r`,
        `${CLONES} cp /tmp/a/x /tmp/b/x && cp -rT /tmp/b /usr/share/r`,
        `${CLONES} cp -r /tmp/a/*.sh /tmp/d/ && cp /tmp/b/x /tmp/d/ && cp -rT /tmp/d /usr/share/r`,
        `${TAR} /tmp/d/roles && ${CLONES} cp -r /tmp/a/roles /tmp/d/ && cp -rT /tmp/d/roles /usr/share/r`,
        `${TAR} /tmp/d && ${TAR} /tmp/d/roles && cp -rT /tmp/d/roles /usr/share/r`,
        `${TAR} /tmp/d && ${TAR} /tmp/d/roles && cp -rT /tmp/d /usr/share/r`,
        `echo hi > /tmp/d/f && ${TAR} /tmp/d && cp -r /tmp/d/. /usr/share/r`,
        `echo hi > /tmp/d/f && ${CLONES} cp -r /tmp/a /tmp/d/f && cp -rT /tmp/d/f /usr/share/r`,
        `mkdir /tmp/d && echo hi > /tmp/d/f && git clone https://git.example/a /tmp/d && cp -rT /tmp/d /usr/share/r`,
        // Whether there is a directory of that name.
        `${CLONES} cp -rT /tmp/a /opt/a && cp -r /tmp/b/roles /opt/a/roles`,
        // What was there before.
        "git clone https://git.example/a /usr/share/x && cp -rT /usr/share/x/r /usr/share/y && rm -rf /usr/share/y",
        `${CLONES} cp -rT /tmp/a /usr/share/x && cp -r /tmp/b/roles /usr/share/x/ && rm -rf /usr/share/x/roles`,
        `git clone https://git.example/b /usr/share/x && ${CLONES} cp -r /tmp/a/r /usr/share/x/ && rm -rf /usr/share/x/r`,
        // What is moved out of what is in the commit as a whole is not there any more.
        "git clone https://git.example/a /opt/c && mv /opt/c/roles /usr/share/ansible/roles",
        "git clone https://git.example/a /opt/c && mv /opt/c/* /usr/share/ansible/roles/",
        `${TAR} /usr/share/x && mv -T /usr/share/x/a /usr/share/y`,
        // What was removed from one of several that lie there.
        `${CLONES} cp -r /tmp/a/*.sh /tmp/d/ && rm /tmp/d/x.sh && cp -rT /tmp/d /usr/share/r`,
        // A link leads elsewhere.
        `${CLONES} ln -s /usr/share/A /usr/share/x && cp -rT /tmp/a /usr/share/x`,
        `${CLONES} ln -s /usr/share/A /usr/share/x && cp -rT /tmp/a /usr/share/x/y`,
        `ln -s /usr/share/A /usr/share/x && ${TAR} /usr/share/x`,
        "ln -s /usr/share/A /usr/share/x && echo x > /usr/share/x",
    ].map((line): [string[], null, "left-over"] => [[`RUN ${line}`], null, "left-over"]),
    // What is there already, not only steps say.
    [["RUN git clone https://git.example/a /tmp/a && cp -rn /tmp/a/. /opt/a"], null, "left-over"],
    [["RUN curl -o /tmp/a https://a.example/a && cp -n /tmp/a /usr/bin/a"], null, "left-over"],
    [["RUN cat https://<redacted>/x"], null, "left-over"],
    [
        ["RUN git clone https://git.example/a /tmp/a && mkdir -p /opt/x && cp -r /tmp/a/. /opt/x && rm -rf /opt/x"],
        null,
        "left-over",
    ],
    [
        ["RUN git clone https://git.example/a /tmp/a && cp -r /tmp/a/*.sh /tmp/b/ && cp -r /tmp/b/*.py /opt/b/"],
        null,
        "left-over",
    ],
    [["RUN curl -L https://a.example/a.tgz | tar xz -C /usr/bin && cp -r /usr/bin/* /opt/a/"], null, "left-over"],
    [
        [
            "RUN git clone https://git.example/a /tmp/a && curl -L https://a.example/$V | tar xz -C /tmp/a && cp -rT /tmp/a /opt/a",
        ],
        null,
        "left-over",
    ],
    [["USER 1000", "RUN git clone https://git.example/a /opt/a"], null, "left-over"],
    [["RUN test -d /opt/a || git clone https://git.example/a /opt/a"], null, "left-over"],
    [["RUN dnf -y install jq && ./setup.sh"], null, "left-over"],
    [["RUN dnf -y install jq || echo none"], null, "left-over"],
    [["RUN dnf -y install $(cat /list)"], null, "left-over"],
    [["RUN dnf -y install --installroot /x jq"], null, "left-over"],
    [["RUN dnf -y install python$V"], null, "left-over"],
    [["RUN dnf -y install 'lib*'"], null, "left-over"],
    [["RUN dnf -y install beside.rpm"], null, "left-over"],
    [["RUN <<END\n#!/usr/bin/python3\nid\nEND"], null, "left-over"],
    [["RUN curl https://dl.example/install.sh | bash"], null, "left-over"],
    [["RUN curl -LO https://dl.example/tool"], null, "left-over"],
    [["RUN if true; then dnf -y install jq; fi"], null, "left-over"],
    [["RUN if true; then dnf -y remove jq; fi"], null, "left-over"],
    [["RUN if true; then cd /usr; fi; id"], null, "left-over"],
    [["RUN if true; id; fi"], null, "left-over"],
    [["RUN if true; then id"], null, "left-over"],
    [["RUN if true; then V=1; fi; dnf -y install tool$V"], null, "left-over"],
    [
        ["RUN curl -o /tmp/a https://a.example/a || curl -o /tmp/a https://b.example/a", "RUN mv /tmp/a /usr/bin/a"],
        null,
        "left-over",
    ],
    [["RUN rpm -ivh /tmp/*.rpm"], null, "left-over"],
    [["RUN curl -L https://a.example/a.tgz | tar xz -C /tmp", "RUN rpm -ivh /tmp/*.rpm"], null, "left-over"],
    [
        [
            "RUN printf 'Name: a\\nVersion: 1\\nRelease: 1\\nRequires: b\\n%%description\\n%%files\\n' > /tmp/a.spec",
            "RUN rpmbuild --define '_topdir /tmp/b' -bb /tmp/a.spec && rpm -i /tmp/b/RPMS/noarch/a-1-1.noarch.rpm",
        ],
        null,
        "left-over",
    ],
    [["RUN sed -i.bak s/a/b/ /etc/a"], null, "left-over"],
    [["RUN sed -i s/a/b/ /usr/lib/a"], null, "left-over"],
    [["RUN sed -i s/a/b/ /etc/shadow"], null, "left-over"],
    [["RUN sed -i -f script /etc/a"], null, "left-over"],
    [["RUN chmod u-s /usr/bin/newuidmap"], null, "left-over"],
    [["RUN chmod u-s /usr/bin/newuidmap && setcap cap_net_raw+ep /usr/bin/newuidmap"], null, "left-over"],
    [["COPY _build/files/x /usr/share/x", "RUN chown 1000 /usr/share/x"], null, "left-over"],
    [["COPY --chown=1000:0 _build/files/x /usr/share/x"], null, "left-over"],
    [["COPY --chown=1000 _build/files/x /etc/x"], null, "left-over"],
    [["COPY --chown=nobody:root _build/files/x /etc/x"], null, "left-over"],
    [["COPY --chown=1000:0 _build/files /etc/x"], null, "left-over"],
    [["COPY --chown=1000:0 _build/files/x /tmp/x"], null, "left-over"],
    [["COPY _build/files/x /etc/x", "RUN chown nobody /etc/x"], null, "left-over"],
    [["COPY --from=galaxy /usr/share/a /usr/share/a"], null, "left-over"],
    [["RUN echo 'x' >> /etc/ssh/sshd_config"], null, "left-over"],
    [["RUN rpm -ivh https://dl.example/t-1.rpm"], null, "left-over"],
    [["RUN dnf -y install https://dl.example/tool-latest.rpm"], null, "left-over"],
    [["RUN ansible-galaxy collection install a.b:1.0.0 -p /opt/collections"], null, "left-over"],
    [["RUN ansible-galaxy collection install a.b --pre"], null, "left-over"],
    [["RUN ansible-galaxy collection install /tmp/a-b-1.0.0.tar.gz"], null, "left-over"],
    [["RUN ansible-galaxy collection install git+https://user:pw@git.example/a.git"], null, "left-over"],
    [["RUN ansible-galaxy collection install -r /tmp/requirements.yml"], null, "left-over"],
    [["RUN curl -o /usr/share/tool $TOOL_URL"], null, "left-over"],
    [["RUN curl -o /usr/bin/tool https://dl.example/$(./version)/tool"], null, "left-over"],
    [["RUN dnf -y install $(rpm -E tool%rhel)"], null, "left-over"],
    [
        ["RUN curl -Lo /tmp/a.zip https://dl.example/a.zip && unzip /tmp/a.zip -d /tmp && /tmp/aws/install"],
        null,
        "left-over",
    ],
    [["RUN A=b dnf -y install jq"], null, "left-over"],
    [["RUN sed -i s/a/b/ /etc/yum.conf /etc/passwd"], null, "left-over"],
    [["RUN pip install --index-url https://pypi.example/simple netaddr"], null, "left-over"],
    [["RUN git config --system a.b"], null, "left-over"],
    [["RUN mkdir /data"], null, "left-over"],
    [["RUN [ -f /etc/a ] && dnf -y install jq; true"], null, "left-over"],
    [["RUN command -v jq || dnf -y install jq"], null, "left-over"],
    [["COPY _build/files/x ."], null, "left-over"],
    [["COPY _build/files/x ~/.x"], null, "left-over"],
    [['COPY _build/files/x "/etc/%(id)"'], null, "left-over"],
    [['RUN ln -s "$(id)" /usr/bin/a'], null, "left-over"],
    [["RUN curl -o /usr/bin/t https://dl.example/t && ./setup", "RUN chmod 755 /usr/bin/t"], null, "left-over"],
    [["ENV A=aaaaaaaa", ...Array.from({ length: 40 }, () => "ENV A=$A$A")], null, "left-over"],
    [[`RUN printf '${"x".repeat(2000)}%s' ${"a ".repeat(2000)} > /etc/a`], null, "left-over"],
    [["RUN curl -o /usr/bin/tool 'https://dl.example/tool?key=1'"], null, "left-over"],
    [["RUN echo 'abc  /usr/bin/tool' | sha256sum -c"], null, "left-over"],
    [["RUN useradd a", "RUN usermod --add-subuids 1-2 a"], null, "left-over"],
    [["RUN setcap cap_net_raw+ep /usr/bin/ping"], null, "left-over"],
    [["RUN chown -R 1000:0 /etc/a"], null, "left-over"],
    [["RUN cat /etc/os-release > /etc/copy"], null, "left-over"],
    [["USER 1000", "RUN mkdir /etc/a"], null, "left-over"],
    [["COPY --from=docker.example/a:1 /usr/share/a /usr/share/a"], null, "left-over"],
    [["RUN echo 'x:1:1' > /etc/subuid"], null, "left-over"],
    [["RUN rm -rf /var/cache/../lib"], null, "left-over"],
    [["RUN chmod u+s /usr/bin/ping"], null, "left-over"],
    [["RUN --mount=type=secret,id=a cat /run/secrets/a"], null, "left-over"],
    [["USER 1000", "RUN pip install netaddr"], null, "left-over"],
    [["COPY a /usr/bin/a"], null, "left-over"],
    [["COPY _build/files/a /runner/a"], null, "left-over"],
    [["ENV HUB_TOKEN=abc"], null, "left-over"],
    [["FROM other:1", "RUN id"], null, "left-over"],
    [['SHELL ["/usr/bin/python3", "-c"]', "RUN id"], null, "left-over"],
    [["RUN id \\"], null, "left-over"],
    [["GARBAGE in"], null, "left-over"],
    [["RUN touch /etc/sysconfig/"], null, "left-over"],
    [["RUN echo x > /tmp/r/g && install -m 755 /tmp/r/* /opt/x"], null, "left-over"],
    [
        [
            "RUN curl -Lo /usr/local/bin/b.tgz https://a.example/a.tgz && cd /usr/local/bin && tar -xzf b.tgz && rm b.tgz",
        ],
        null,
        "left-over",
    ],
    // What is called so may be in what is called so.
    [["RUN cd /usr/local/bin && curl -LO https://a.example/tool && tar -xzf tool && rm tool"], null, "left-over"],
    // What is imported may be what a step brought.
    [["RUN git clone https://git.example/b /opt/b && cd /opt && python3 -c 'import b'"], null, "left-over"],
    [
        ["RUN git clone https://git.example/b /usr/lib/python3.9/site-packages/foo && python3 -c 'import foo'"],
        null,
        "left-over",
    ],
    [[`RUN ${TAR} /usr/lib/python3.9/site-packages && python3 -c 'import foo'`], null, "left-over"],
    [
        ["RUN echo 'open()' > /usr/lib/python3.9/site-packages/foo/core.py && python3 -c 'import foo.core'"],
        null,
        "left-over",
    ],
    [
        [
            "RUN curl -o /usr/lib/python3.9/site-packages/sitecustomize.py https://a.example/x && python3 -c 'import sys'",
        ],
        null,
        "left-over",
    ],
    [["RUN export PYTHONPATH=/opt/b && python3 -c 'import b'"], null, "left-over"],
    [["ENV PYTHONPATH=/opt/b", "RUN python3 -c 'import b'"], null, "left-over"],
];

test.each(RIGHT)("%j becomes %s, %s", (lines, carrier, fidelity) => {
    const { steps } = list(withSteps(lines));
    expect(steps).toHaveLength(lines.length);
    expect(steps.at(-1)).toMatchObject({ stage: "append_final", carrier, fidelity });
    for (const step of steps) expect(step.effects.length > 0).toBe(isCarried(step));
});

const text = { kind: "file" as const, path: "/etc/a", mode: null, from: { text: "x" } };

test.each<[string, Effect, string]>([
    ["a text", { ...text, mode: 0o755 }, "blueprint"],
    ["a large text", { ...text, from: { text: "x".repeat(65_537) } }, "content"],
    ["a text with more than permission bits", { ...text, mode: 0o4755 }, "content"],
    ["a directory with more than permission bits", { kind: "directory", path: "/etc/a", mode: 0o1777 }, "content"],
])("%s below /etc has its carrier", (_what, effect, carrier) => {
    expect(carried([effect], "").carrier).toBe(carrier);
});

const isCarried = ({ carrier }: { carrier: string | null }): boolean =>
    carrier === "blueprint" || carrier === "content";

test("what runs where only the container is built is not needed, but for what the image takes from there", () => {
    const line = "RUN curl https://dl.example/install.sh | bash";
    const fidelities = (stage: string, step: string) =>
        list(withSteps([step], stage)).steps.map(({ fidelity }) => fidelity);
    for (const stage of ["prepend_galaxy", "append_galaxy", "prepend_builder", "append_builder"])
        expect(fidelities(stage, line)).toEqual(["not-needed"]);
    expect(fidelities("prepend_base", line)).toEqual(["left-over"]);
    expect(fidelities("append_galaxy", "COPY _build/files/r /usr/share/ansible/roles/r")).toEqual(["left-over"]);
});

test("a value of the base stage is known in the final one when it is ENV's, and not when it is ARG's", () => {
    const text = (word: string) =>
        stringify({
            version: 3,
            additional_build_steps: {
                append_final: ["RUN dnf -y install tool$V"],
                append_base: [`${word} V=3`],
            },
        });
    expect(list(text("ENV")).steps.map(({ stage, fidelity }) => [stage, fidelity])).toEqual([
        ["append_final", "exact"],
        ["append_base", "equivalent"],
    ]);
    expect(list(text("ARG")).steps[0]).toMatchObject({ fidelity: "left-over" });
});

test("each step has its place and its lines, comments and blank lines with them", () => {
    const text = `version: 3
additional_build_steps:
  prepend_base: |

    # tools
    RUN id

    RUN a \\
        b
  append_final:
    - USER 1
    - |
      # why
      RUN c
    - "RUN d"
`;
    expect(list(text).steps.map(({ line, text: own }) => [line, own])).toEqual([
        [6, "# tools\nRUN id"],
        [8, "\nRUN a \\\n    b"],
        [11, "USER 1"],
        [14, "# why\nRUN c"],
        [15, "RUN d"],
    ]);
    expect(list("version: 3\nadditional_build_steps: {append_final: ['# only']}\n").steps).toMatchObject([
        { text: "# only", fidelity: "not-needed" },
    ]);
});

/** The lines of each stage as ansible-builder writes them. */
function written(steps: object): string[][] {
    return Object.entries(steps).map(([stage, value]: [string, string | string[]]) => [
        stage,
        ...(typeof value === "string" ? [value.trim()] : value.map(item => item.replace(/\n$/, "")))
            .join("\n")
            .split("\n"),
    ]);
}

/** The lines of all entries of each stage, in order. */
function covered(steps: ReturnType<typeof list>["steps"]): string[][] {
    const stages = new Map<string, string[]>();
    for (const { stage, text } of steps) stages.set(stage, [...(stages.get(stage) ?? [stage]), ...text.split("\n")]);
    return [...stages.values()];
}

const word = fc.constantFrom(
    ..."RUN|COPY _build/files/x|ENV A=b|\\|#|<<EOF|EOF|&&|dnf -y install|curl|| tar x|'|\"|$A|$(|{|>|/etc/x|FROM".split(
        "|",
    ),
);
const stepLine = fc.array(word, { maxLength: 4 }).map(words => words.join(" "));
const stepText = fc.array(stepLine, { minLength: 1, maxLength: 6 }).map(lines => lines.join("\n"));
const stage = fc.constantFrom("prepend_base", "append_base", "prepend_galaxy", "append_builder", "append_final");

test("whatever the steps are, the texts of all entries are the input, line by line", () => {
    fc.assert(
        fc.property(
            fc.dictionary(stage, fc.oneof(stepText, fc.array(stepText, { minLength: 1, maxLength: 3 })), {
                minKeys: 1,
            }),
            steps => {
                const whole = Object.fromEntries(Object.entries(steps).map(([key, value]) => [key, value]));
                const { steps: found, definition } = list(stringify({ version: 3, additional_build_steps: whole }));
                expect(covered(found)).toEqual(written(definition.additional_build_steps ?? {}));
                for (const step of found) {
                    expect(step.carrier === null).toBe(step.fidelity === "left-over");
                    expect(step.effects.length > 0).toBe(isCarried(step));
                }
            },
        ),
        { numRuns: runsOf(60) },
    );
});

test.each([
    ["commands that go on", "RUN a && \\\n"],
    ["here-documents", "RUN <<A\n"],
    ["variables", `RUN echo ${"$A".repeat(500)}\n`],
    ["copies", "COPY x y\n"],
    ["files that come and go", "RUN echo a>/etc/a;rm /etc/a\n"],
    ["commands of one line", "RUN true \\\n;echo a>/etc/a;rm /etc/a;rm -rf /tmp/b;mkdir /etc/c\\\n".repeat(100)],
    ["substitutions", `RUN echo ${"$(echo ".repeat(40)}\n`],
    ["substitutions that end", `RUN echo ${"$(echo a) ".repeat(200)}\n`],
    ["archives", "RUN curl -L https://a.example/a.tgz|tar xz -C /opt/a\n"],
    ["clones", "RUN git clone https://a.example/a /tmp/a;echo x>/tmp/a/x;cp -r /tmp/a/* /opt/a\n"],
    ["copies of copies", "RUN git clone https://a.example/a /tmp/a && cp -r /tmp/a /tmp/a/b;cp -r /tmp/a /opt/\n"],
    ["patterns", `RUN git clone https://a.example/a /tmp/a;cp -r /tmp/a/${"*a".repeat(200)} /opt/a\n`],
    ["quoted words", `RUN ${"'a' ".repeat(900)}\n`],
])("hostile %s are looked at in time, and nothing of them is lost", { tags: ["hostile"] }, (_what, line) => {
    // No more lines and letters than are looked at.
    const text = withSteps([line.repeat(Math.min(2900, Math.floor(59_000 / line.length))), "RUN b"]);
    const { steps, definition } = list(text);
    expect(covered(steps)).toEqual(written(definition.additional_build_steps ?? {}));
});

const corpus = findShared("corpus");

if (corpus !== null) {
    const truth: [string, { definition: string }][] = Object.entries(
        JSON.parse(readFileSync(join(corpus, "truth.json"), "utf8")),
    );

    const seed = seedOfRun();
    console.log(`steps of public definitions, seed ${seed}`);

    test("every build step line of some public definitions is in exactly one entry", () => {
        for (const [name, { definition: file }] of sampleOf(truth, 15, seed)) {
            const text = readFileSync(join(corpus, name, file), "utf8");
            const { definition } = checkDefinition(new Map([[file, text]]), file);
            if (!definition) continue;
            const { steps } = list(text, file);
            expect(covered(steps)).toEqual(written(definition.additional_build_steps ?? {}));
        }
    });
}

test.each([
    ["collection install -U a.b", "left-over"],
    ["collection install --force c.d a.b", "left-over"],
    ["role install -f e.f", "left-over"],
    ["collection install a.b", "exact"],
    ["collection install -U a.b:2.0.0", "exact"],
    ["collection install -U c.d", "exact"],
    ["role install -f a.b", "exact"],
])("with a version of a.b and e.f in the list, ansible-galaxy %s is %s", (words, fidelity) => {
    const text = JSON.stringify({
        version: 3,
        dependencies: { galaxy: "r.yml" },
        additional_build_steps: { append_final: [`RUN ansible-galaxy ${words}`] },
    });
    const list = "collections: [{name: a.b, version: 1.0.0}, c.d]\nroles: [{src: e.f, version: '1'}]\n";
    const files = new Map([
        [FILE, text],
        ["r.yml", list],
    ]);
    const { definition } = checkDefinition(files, FILE);
    expect(listSteps(files, FILE, definition ?? {}).map(step => step.fidelity)).toEqual([fidelity]);
});
