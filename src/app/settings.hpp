#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/jws.hpp"
#include "base/ip_address.hpp"
#include "base/log.hpp"
#include "base/secret.hpp"
#include "limits/tier.hpp"
#include "nodes/lease.hpp"
#include "nodes/lease_terms.hpp"
#include "solana/programs/positions.hpp"
#include "storage/postgres/connection_string.hpp"

namespace burner::app {

/// All that an operator can choose, filled from the table below and nowhere else.
struct Settings {
    std::string listen_address;
    std::uint16_t listen_port = 0;
    unsigned listen_threads = 0;
    std::size_t max_connections = 0;
    std::size_t body_budget = 0;
    std::size_t max_unsent_bytes = 0;
    std::vector<base::IpNetwork> trusted_proxies;
    std::chrono::seconds linger{};
    std::chrono::seconds drain{};

    std::filesystem::path data_directory;

    bool storage_allow_plain = false;
    std::optional<storage::ConnectionString> storage_url;  ///< nullopt: SQLite, in the data directory
    std::size_t storage_connections = 0;

    std::chrono::seconds lease_length{};
    nodes::Lease::WhenOver when_stale{};
    std::string node_name;

    std::vector<std::string> rpc_urls;
    std::chrono::milliseconds rpc_connect_timeout{};
    std::chrono::milliseconds rpc_call_timeout{};
    std::chrono::milliseconds rpc_deadline{};
    std::size_t rpc_max_answer_bytes = 0;

    std::vector<std::string> das_urls;
    std::vector<std::string> photon_urls;
    std::vector<std::string> price_urls;  ///< empty: no prices
    base::Secret price_api_key;
    std::chrono::milliseconds price_timeout{};
    std::chrono::seconds price_ttl{};
    std::vector<solana::PositionProgram> position_programs;  ///< the known ones, and what the operator adds

    access::JwsAlgorithm session_algorithm{};
    std::string session_issuer;
    std::string session_audience;
    std::chrono::seconds session_clock_skew{};

    std::string default_tier;
    std::vector<limits::Tier> tiers;
    std::string public_url;  ///< without a slash at the end; empty: not set
    unsigned auth_failures_per_minute = 0;
    unsigned challenges_per_minute = 0;

    std::uint64_t priority_fee_floor = 0;         ///< micro-lamports per compute unit
    std::uint64_t priority_fee_cap = 0;           ///< micro-lamports per compute unit
    std::uint64_t max_priority_fee_lamports = 0;  ///< per transaction, also for what a wallet sets

    std::size_t max_addresses = 0;  ///< of transactions of version 1

    std::chrono::milliseconds discovery_cache{};
    std::size_t discovery_max_reads = 0;
    std::size_t max_streams_per_key = 0;

    std::chrono::milliseconds submission_interval{};
    std::chrono::milliseconds submit_max_wait{};
    bool submissions_verify = true;
    std::chrono::days submissions_keep{};  ///< 0: for ever

    bool webhooks_allow_private = false;

    std::string page_key;                    ///< the id of an API key; empty: there is no page
    std::optional<std::string> page_origin;  ///< nullopt: where this server listens
    std::string page_explorer;               ///< without a slash at the end; empty: nowhere
    bool page_images = false;
    unsigned page_mints_per_minute = 0;

    bool audit_enabled = true;
    bool audit_mints = true;
    std::uint64_t audit_max_bytes = 0;
    std::size_t audit_max_files = 0;  ///< 0: all
    std::uint64_t audit_max_unshipped = 0;
    std::chrono::days audit_keep{};  ///< 0: for ever

    std::string shared_texts;  ///< the settings that should be equal on all nodes, each `key = value` and a line feed

    base::LogFormat log_format{};
    std::string log_level;
};

/// Returns the lengths that the nodes agree on.
nodes::LeaseTerms lease_terms(const Settings& settings);

/// The part of a setting's value that may be seen. `hosts`: URLs without path and query, where providers' keys are.
/// `connection`: a connection string without its password.
enum class Shown { whole, hosts, connection, nothing };

/// One setting: its key in the file (`listen.port`), in the environment (`BURNER_LISTEN_PORT`) and as a
/// flag (`--listen-port`) are the same words.
struct SettingRow {
    std::string_view key;
    std::string_view help;
    std::string default_value;
    /// Stores the text and returns nullopt, or says what is wrong with it.
    std::function<std::optional<std::string>(Settings&, std::string_view)> set;
    bool is_list = false;  ///< comma separated, or an array in the file, or the flag repeated
    Shown shown = Shown::whole;
};

/// Returns the rows in the order in which they are applied.
const std::vector<SettingRow>& setting_rows();

std::string environment_name(std::string_view key);
std::string flag_name(std::string_view key);

/// A value and its origin: "flag --listen-port", "BURNER_LISTEN_PORT", "burner.toml".
struct SettingValue {
    std::string key;
    std::string value;
    std::string origin;
};

/// Applies the values, of which later ones win. Returns all mistakes at once, one sentence each, naming key and origin.
std::vector<std::string> apply_settings(Settings& settings, const std::vector<SettingValue>& values);

/// Reads a TOML file and flattens its keys. Throws std::runtime_error with file, line and reason.
std::vector<SettingValue> read_settings_file(const std::filesystem::path& file);

/// Reads the settings named in the environment. Unknown `BURNER_…` names are mistakes like unknown keys, except those
/// that Kubernetes makes.
std::vector<SettingValue> read_environment(char** environment);

/// Returns the names of the variables that `read_environment` leaves out as Kubernetes' own.
std::vector<std::string> ignored_variables(char** environment);

/// Tells whether a value holds what `print_settings` leaves out.
bool have_secrets(const std::vector<SettingValue>& values);

/// Returns the effective settings as a TOML file with each row's help and without secrets.
std::string print_settings(const std::vector<SettingValue>& values);

}  // namespace burner::app
