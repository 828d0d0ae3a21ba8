# The front door. On a fresh machine, as root: `make run` to look at it, `make check` to test all of it.
#
# make run    PORT=  COMPOSER_SOCKET=  STATE=  COCKPIT=287|337
# make e2e    COCKPIT=287|337  TESTS=path  PICTURES=1
# make unit   TESTS=path  SEED=number  ALL=1 (hostile input, and of what else is sampled)  RUNS=5 (times as many random cases)

NAME = cockpit-ee
VERSION = $(shell node -p 'require("./package.json").version')
COCKPIT ?= 287
PREFIX ?= /usr
DATA = $(DESTDIR)$(PREFIX)/share/cockpit/$(NAME)
LIBRARY = $(DESTDIR)$(PREFIX)/lib/$(NAME)
TARBALL = $(NAME)-$(VERSION).tar.xz

export PORT COMPOSER_SOCKET STATE COCKPIT

.PHONY: build run check unit e2e bench repo dist install devel-install clean machine modules

build: modules
	@node pkg/build.js

# The programs end with make, however that ends.
run: machine build
	@exec setpriv --pdeathsig TERM node pkg/execute.js test/support/run.ts

check: machine build
	@exec setpriv --pdeathsig TERM node pkg/execute.js test/support/check.ts

# Starts no program of the machine's.
unit: modules
	@node_modules/.bin/vitest run --project unit $(if $(ALL),,--tags-filter '!hostile') $(TESTS)

e2e: machine build
	@node_modules/.bin/playwright test --project cockpit-$(COCKPIT) $(TESTS)

bench: machine build
	@exec setpriv --pdeathsig TERM node pkg/execute.js test/bench/main.ts

repo: machine
	@/usr/bin/python3 src/local-composer/wrap/repository.py

# What the project needs of the machine.
machine:
	@pkg/install-packages.sh

# node_modules as package-lock.json says, once for each state of that file.
modules:
	@cmp -s package-lock.json node_modules/.installed-lock || { npm ci --no-fund --no-audit && cp package-lock.json node_modules/.installed-lock; }

# The sources as they are committed, and dist/ beside them: an installation needs neither npm nor a network.
dist: build
	@rm -f $(NAME)-$(VERSION).tar $(TARBALL)
	@git archive --format tar --prefix $(NAME)-$(VERSION)/ --output $(NAME)-$(VERSION).tar HEAD
	@tar --append --file $(NAME)-$(VERSION).tar --transform 's,^,$(NAME)-$(VERSION)/,' --owner root --group root dist
	@xz $(NAME)-$(VERSION).tar
	@echo $(TARBALL)

# From dist/ as it is, what Cockpit sends compressed already; the local composer is for development and stays behind.
install:
	@test -f dist/index.html || { echo "dist/ is empty: make build" >&2; exit 1; }
	install -d $(DATA) $(LIBRARY) $(DESTDIR)$(PREFIX)/bin
	cp -r dist/. $(DATA)
	rm -rf $(DATA)/local-composer $(DATA)/local-composer.js* $(DATA)/cli.js*
	find $(DATA) -name '*.js' -o -name '*.css' | xargs gzip -9 --force --no-name
	install -m 755 dist/cli.js $(LIBRARY)/cli.js
	ln -sf ../lib/$(NAME)/cli.js $(DESTDIR)$(PREFIX)/bin/$(NAME)
	install -D -m 644 pkg/sysusers.conf $(DESTDIR)$(PREFIX)/lib/sysusers.d/$(NAME).conf
	install -D -m 644 pkg/tmpfiles.conf $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/$(NAME).conf
	install -D -m 644 pkg/metainfo.xml $(DESTDIR)$(PREFIX)/share/metainfo/org.cockpit_project.cockpit_ee.metainfo.xml
	install -D -m 644 LICENSE $(DESTDIR)$(PREFIX)/share/licenses/$(NAME)/LICENSE

# The machine's own Cockpit shows dist/ to this user from the next login on.
devel-install: build
	mkdir -p $(HOME)/.local/share/cockpit
	ln -sfn $(CURDIR)/dist $(HOME)/.local/share/cockpit/$(NAME)

clean:
	rm -rf dist test-results $(NAME)-*.tar $(NAME)-*.tar.xz
