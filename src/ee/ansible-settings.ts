/**
 * Settings of ansible.cfg that hold no secrets: names of plug-ins, switches, numbers and places.
 * Authority: ansible-core 2.18, lib/ansible/config/base.yml.
 */

/** By section. */
const SETTINGS: Readonly<Record<string, string>> = {
    defaults: `callbacks_enabled callback_whitelist stdout_callback bin_ansible_callbacks host_key_checking forks timeout
        gathering interpreter_python retry_files_enabled nocows deprecation_warnings command_warnings system_warnings
        localhost_warning devel_warning collections_path collections_paths collections_on_ansible_version_mismatch
        collections_scan_sys_path roles_path library module_utils callback_plugins filter_plugins lookup_plugins
        action_plugins connection_plugins strategy strategy_plugins inventory poll_interval fact_caching
        fact_caching_timeout hash_behaviour jinja2_native internal_poll_interval any_errors_fatal force_color nocolor
        display_skipped_hosts display_ok_hosts error_on_undefined_vars inject_facts_as_vars allow_world_readable_tmpfiles
        transport executable duplicate_dict_key result_format callback_result_format`,
    inventory: "enable_plugins unparsed_is_failed any_unparsed_is_failed cache cache_plugin cache_timeout",
    privilege_escalation: "become become_method become_ask_pass",
    ssh_connection: "pipelining retries scp_if_ssh transfer_method usetty",
    persistent_connection: "connect_timeout command_timeout connect_retry_timeout",
    diff: "always context",
    galaxy: "disable_gpg_verify ignore_certs display_progress cache_dir required_valid_signature_count",
};

/** Nothing that a password would need, and no address. */
const PLAIN = /^[\w.,/~ -]*$/;

/** Whether a setting is known to hold no secret. */
export const isHarmless = (section: string, key: string, value: string): boolean =>
    (SETTINGS[section] ?? "").split(/\s+/).includes(key) && PLAIN.test(value);
