#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "access/origin.hpp"
#include "app/settings.hpp"
#include "base/number_text.hpp"
#include "solana/message.hpp"

namespace burner::app {

namespace {

using Check = std::optional<std::string>;

/// Returns a setter that stores an integer within bounds through `store`.
template <class Store>
auto integer(std::uint64_t low, std::uint64_t high, Store store) {
    return [=](Settings& settings, std::string_view text) -> Check {
        const auto value = base::number_from_text<std::uint64_t>(text);
        if (!value || *value < low || *value > high)
            return fmt::format("must be a whole number from {} to {}, not `{}`", low, high, text);
        store(settings, *value);
        return std::nullopt;
    };
}

template <class Unit>
auto duration(std::uint64_t low, std::uint64_t high, Unit Settings::* member) {
    return integer(low, high,
                   [=](Settings& s, std::uint64_t value) { s.*member = Unit{static_cast<std::int64_t>(value)}; });
}

template <class T>
auto number(std::uint64_t low, std::uint64_t high, T Settings::* member) {
    return integer(low, high, [=](Settings& s, std::uint64_t value) { s.*member = static_cast<T>(value); });
}

auto text(std::string Settings::* member) {
    return [=](Settings& settings, std::string_view value) -> Check {
        if (value.empty()) return "must not be empty";
        settings.*member = value;
        return std::nullopt;
    };
}

auto choice(std::vector<std::string_view> words, std::function<void(Settings&, std::string_view)> store) {
    return [=](Settings& settings, std::string_view value) -> Check {
        if (std::ranges::find(words, value) == words.end())
            return fmt::format("must be one of {}, not `{}`", fmt::join(words, ", "), value);
        store(settings, value);
        return std::nullopt;
    };
}

auto flag(bool Settings::* member) {
    return choice({"true", "false"}, [=](Settings& s, std::string_view value) { s.*member = value == "true"; });
}

/// Calls `take` with each element of a comma separated list until one is wrong.
template <class Take>
Check for_each_element(std::string_view list, Take take) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (Check mistake = take(list.substr(0, comma))) return mistake;
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
    return std::nullopt;
}

Check set_trusted_proxies(Settings& settings, std::string_view value) {
    settings.trusted_proxies.clear();
    return for_each_element(value, [&](std::string_view text) -> Check {
        const auto network = base::parse_ip_network(text);
        if (!network) return fmt::format("must be IP addresses or networks such as 10.0.0.0/8, not `{}`", text);
        settings.trusted_proxies.push_back(*network);
        return std::nullopt;
    });
}

using Urls = std::vector<std::string>;

Check read_urls(std::string_view value, Urls& urls) {
    urls.clear();
    return for_each_element(value, [&](std::string_view url) -> Check {
        if (!url.starts_with("http://") && !url.starts_with("https://")) return "must be http:// or https:// URLs";
        urls.emplace_back(url);
        return std::nullopt;
    });
}

Check set_rpc_urls(Settings& settings, std::string_view value) {
    if (auto mistake = read_urls(value, settings.rpc_urls)) return mistake;
    if (settings.rpc_urls.empty()) return "must name at least one URL";
    return std::nullopt;
}

/// Returns a setter of URLs; an empty value means those of rpc.url, whose row comes before.
auto urls_or_rpc(Urls Settings::* member) {
    return [=](Settings& settings, std::string_view value) -> Check {
        auto mistake = read_urls(value, settings.*member);
        if (!mistake && value.empty()) settings.*member = settings.rpc_urls;
        return mistake;
    };
}

/// Stores the address that clients sign, without the slash at its end.
Check set_public_url(Settings& settings, std::string_view value) {
    settings.public_url.clear();
    if (value.empty()) return std::nullopt;
    const auto scheme = value.find("://");
    const auto path = scheme == std::string_view::npos ? scheme : value.find('/', scheme + 3);
    const auto origin = access::normal_origin(value.substr(0, path));
    if (!origin || !value.starts_with("http") || value.find_first_of("?#") != std::string_view::npos)
        return "must be an http:// or https:// URL without query and fragment";
    settings.public_url = *origin;
    if (path != std::string_view::npos) settings.public_url += value.substr(path);
    while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
    return std::nullopt;
}

/// Stores the page's address as an origin; the page lies at its root.
Check set_page_url(Settings& settings, std::string_view value) {
    settings.page_origin.reset();
    if (value.empty()) return std::nullopt;
    while (value.ends_with('/')) value.remove_suffix(1);
    settings.page_origin = access::normal_origin(value);
    if (!settings.page_origin || !value.starts_with("http")) return "must be an http:// or https:// URL without a path";
    return std::nullopt;
}

/// Stores where the page's links to addresses and transactions lead, without the slash at its end.
Check set_page_explorer(Settings& settings, std::string_view value) {
    while (value.ends_with('/')) value.remove_suffix(1);
    settings.page_explorer = value;
    if (value.empty()) return std::nullopt;
    const bool is_plain = value.find_first_of("?#\"<> ") == std::string_view::npos;
    if (!is_plain || !value.starts_with("https://")) return "must be an https:// URL without query and fragment";
    return std::nullopt;
}

/// Stores printable ASCII only, because the key is sent in a header.
Check set_price_api_key(Settings& settings, std::string_view value) {
    if (!std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7f; })) return "must be printable ASCII";
    settings.price_api_key = base::Secret{std::string{value}};
    return std::nullopt;
}

/// Adds `PROGRAM:SEED,…` to the known programs.
Check set_position_programs(Settings& settings, std::string_view value) {
    settings.position_programs = solana::known_position_programs();
    return for_each_element(value, [&](std::string_view text) -> Check {
        auto program = solana::position_program_from_text(text);
        if (!program) return program.error().message;
        settings.position_programs.push_back(*std::move(program));
        return std::nullopt;
    });
}

/// Stores where the database is. storage.allow_plain, whose row comes before, says whether it may be reached by a
/// connection that is not verified.
Check set_storage_url(Settings& settings, std::string_view value) {
    settings.storage_url.reset();
    if (value.empty()) return std::nullopt;
    auto parsed = storage::ConnectionString::parse(value);
    if (!parsed) return parsed.error().message;
    if (const auto host = parsed->unverified_host(); host && !settings.storage_allow_plain)
        return fmt::format(
            "needs sslmode=verify-full, and sslrootcert with the certificate of the authority, since {} is another "
            "machine; set storage.allow_plain = true where the network between them is yours alone",
            *host);
    settings.storage_url = *std::move(parsed);
    return std::nullopt;
}

std::optional<std::uint32_t> limit_from(std::string_view value) {
    if (value == "unlimited") return limits::unlimited;
    const auto parsed = base::number_from_text<std::uint64_t>(value);
    if (!parsed || *parsed == 0 || *parsed >= limits::unlimited) return std::nullopt;
    return static_cast<std::uint32_t>(*parsed);
}

/// Returns a setter of a tier, whose limits stand in one value: `30/minute,10000/month`.
auto tier(std::string_view name) {
    return [=](Settings& settings, std::string_view value) -> Check {
        const auto comma = value.find(',');
        const auto minute = value.substr(0, comma);
        const auto month = comma == std::string_view::npos ? std::string_view{} : value.substr(comma + 1);
        if (!minute.ends_with("/minute") || !month.ends_with("/month")) return "must look like `30/minute,10000/month`";
        const auto per_minute = limit_from(minute.substr(0, minute.size() - 7));
        const auto per_month = limit_from(month.substr(0, month.size() - 6));
        if (!per_minute || !per_month) return "takes positive whole numbers or `unlimited`";
        settings.tiers.push_back({std::string{name}, *per_minute, *per_month});
        return std::nullopt;
    };
}

std::vector<SettingRow> make_rows() {
    constexpr std::uint64_t any = std::numeric_limits<std::int64_t>::max();
    return {
        {"server.public_url",
         "what clients call this server, such as https://burner.example; empty: no session is bound to a key", "",
         set_public_url},
        {"listen.address", "IP address to listen on; anything but loopback needs a TLS proxy in front", "127.0.0.1",
         text(&Settings::listen_address)},
        {"listen.port", "TCP port; 0 takes a free one and prints it", "8080", number(0, 65535, &Settings::listen_port)},
        {"listen.threads", "worker threads, each with its own event loop", "1",
         number(1, 256, &Settings::listen_threads)},
        {"listen.max_connections",
         "open connections over all threads; one more takes the place of the longest idle one, or gets 503", "10000",
         number(1, 1'000'000, &Settings::max_connections)},
        {"listen.body_budget_bytes",
         "memory of all threads for request bodies of more than 16 KiB; an eighth of it for one API key", "67108864",
         number(8 << 20, 1ULL << 40, &Settings::body_budget)},
        {"listen.max_unsent_bytes",
         "memory of all threads for answers that wait for slow clients; a quarter of it for one API key", "67108864",
         number(1 << 20, 1ULL << 40, &Settings::max_unsent_bytes)},
        {"listen.trusted_proxies",
         "addresses and networks (10.0.0.0/8) of proxies whose X-Forwarded-For is believed; empty: no proxy", "",
         set_trusted_proxies, true},
        {"listen.linger_seconds",
         "with storage.url: how long a stopping server goes on while /ready sends the balancer elsewhere", "3",
         duration(0, 300, &Settings::linger)},
        {"listen.drain_seconds", "how long a stopping server waits for requests in flight", "10",
         duration(0, 300, &Settings::drain)},
        {"data.directory", "where the database, keys and secrets live; created with mode 0700", "~/.local/share/burner",
         [](Settings& s, std::string_view value) -> Check {
             if (value.empty()) return "must not be empty";
             s.data_directory = value;
             return std::nullopt;
         }},
        {"storage.allow_plain",
         "true or false: also reach the database on another machine without TLS that verifies it", "false",
         flag(&Settings::storage_allow_plain)},
        {"storage.url",
         "PostgreSQL database that nodes share, postgresql://user:password@host/database; empty: SQLite in "
         "data.directory",
         "", set_storage_url, false, Shown::connection},
        {"storage.connections", "connections of one node to that database", "4",
         number(1, 1'000, &Settings::storage_connections)},
        {"cluster.lease_seconds",
         "with storage.url: how long a node answers without the database; the same on all nodes", "5",
         duration(1, 300, &Settings::lease_length)},
        {"cluster.when_stale",
         "what a node does after that: refuse (503), or serve although it hears of no newer revocations", "refuse",
         choice({"refuse", "serve"},
                [](Settings& s, std::string_view value) {
                    s.when_stale = value == "serve" ? nodes::Lease::WhenOver::serve : nodes::Lease::WhenOver::refuse;
                })},
        {"cluster.name", "what people call this node; empty: the name of the machine", "",
         [](Settings& s, std::string_view value) -> Check {
             s.node_name = value;
             return std::nullopt;
         }},
        {"rpc.url", "Solana JSON-RPC URLs in order of preference", "http://127.0.0.1:8899", set_rpc_urls, true,
         Shown::hosts},
        {"rpc.connect_timeout_ms", "time to open a connection", "2000",
         duration(1, 60'000, &Settings::rpc_connect_timeout)},
        {"rpc.call_timeout_ms", "time for one try of one call", "10000",
         duration(1, 300'000, &Settings::rpc_call_timeout)},
        {"rpc.deadline_ms", "time for one call with all its retries", "15000",
         duration(1, 300'000, &Settings::rpc_deadline)},
        {"rpc.max_answer_bytes", "largest answer read, after decompression", "67108864",
         number(1024, 1ULL << 32, &Settings::rpc_max_answer_bytes)},
        {"das.url", "URLs of asset indexers (Digital Asset Standard) in order of preference; empty: those of rpc.url",
         "", urls_or_rpc(&Settings::das_urls), true, Shown::hosts},
        {"photon.url", "URLs of indexers of compressed tokens (Photon) in order of preference; empty: those of rpc.url",
         "", urls_or_rpc(&Settings::photon_urls), true, Shown::hosts},
        {"prices.url", "price API like Jupiter's, https://api.jup.ag/price/v3; empty: no prices", "",
         [](Settings& s, std::string_view value) { return read_urls(value, s.price_urls); }, true, Shown::hosts},
        {"prices.api_key", "sent to it as x-api-key; empty: none", "", set_price_api_key, false, Shown::nothing},
        {"prices.timeout_ms", "how long a listing waits for prices", "3000",
         duration(1, 60'000, &Settings::price_timeout)},
        {"prices.ttl_seconds", "how long a price is answered again", "60", duration(1, 86'400, &Settings::price_ttl)},
        {"protection.position_programs",
         "more programs whose position NFTs are never burned, as PROGRAM:SEED; empty: only those known already", "",
         set_position_programs, true},
        {"sessions.algorithm",
         "how new signing keys sign: HS256 (one secret) or EdDSA (public keys at /.well-known/jwks.json)", "HS256",
         choice({"HS256", "EdDSA"},
                [](Settings& s, std::string_view v) { s.session_algorithm = *access::jws_algorithm_from_text(v); })},
        {"sessions.issuer", "claim `iss` of session tokens", "burner", text(&Settings::session_issuer)},
        {"sessions.audience", "claim `aud` of session tokens", "burner-api", text(&Settings::session_audience)},
        {"sessions.clock_skew_seconds", "tolerated when another server's clock minted the token", "0",
         duration(0, 30, &Settings::session_clock_skew)},
        {"limits.default_tier", "tier of a new project", "inferno",
         choice({"spark", "flame", "blaze", "inferno"}, [](Settings& s, std::string_view v) { s.default_tier = v; })},
        {"limits.spark", "limits of tier spark, per API key", "30/minute,10000/month", tier("spark")},
        {"limits.flame", "limits of tier flame, per API key", "120/minute,100000/month", tier("flame")},
        {"limits.blaze", "limits of tier blaze, per API key", "300/minute,500000/month", tier("blaze")},
        {"limits.inferno", "limits of tier inferno, per API key", "600/minute,unlimited/month", tier("inferno")},
        {"limits.auth_failures_per_minute", "failed authentications per client address", "60",
         number(1, 1'000'000, &Settings::auth_failures_per_minute)},
        {"limits.challenges_per_minute", "challenges for pages per client address", "20",
         number(1, 1'000'000, &Settings::challenges_per_minute)},
        {"fees.priority_floor", "lowest priority fee set, micro-lamports per compute unit", "1000",
         number(0, any, &Settings::priority_fee_floor)},
        {"fees.priority_cap",
         "highest priority fee set, micro-lamports per compute unit; a transaction's fee is bounded besides", "1000000",
         number(0, any, &Settings::priority_fee_cap)},
        {"fees.max_priority_lamports", "highest priority fee of one transaction, also when the wallet raised it",
         "5000000", number(0, any, &Settings::max_priority_fee_lamports)},
        {"transactions.max_addresses",
         "the most addresses of a transaction of version 1, of 64; the rest is for guards of wallets", "62",
         number(32, solana::max_v1_keys, &Settings::max_addresses)},
        {"discovery.cache_ms",
         "how long a wallet's list is answered again without asking the chain; submitting forgets it", "1000",
         duration(0, 60'000, &Settings::discovery_cache)},
        {"discovery.max_reads",
         "concurrent reads of a worker, so many each of lists, mints and indexers; more wait for rpc.deadline_ms", "32",
         number(1, 100'000, &Settings::discovery_max_reads)},
        {"submissions.interval_ms",
         "how often the cluster is asked what became of submissions, and gets again what it has not seen", "1000",
         duration(50, 60'000, &Settings::submission_interval)},
        // The bound is below the lease of an Idempotency-Key, with room for the calls to the cluster before and after.
        {"submissions.max_wait_ms", "how long a submit with `waitFor` waits for the chain", "60000",
         duration(0, 60'000, &Settings::submit_max_wait)},
        {"submissions.verify",
         "hold what each confirmed submission changed against what was promised: one call to the cluster for each",
         "true", flag(&Settings::submissions_verify)},
        {"submissions.keep_days",
         "days until a finished submission is forgotten; statistics and leaderboards keep counting it; 0: never", "400",
         duration(0, 36'500, &Settings::submissions_keep)},
        {"streams.max_per_key", "open streams of one API key and its sessions; more are answered 429", "100",
         number(1, 1'000'000, &Settings::max_streams_per_key)},
        {"webhooks.allow_private",
         "true or false: also send webhooks by http and to private, loopback and reserved addresses", "false",
         flag(&Settings::webhooks_allow_private)},
        {"page.key", "id of the API key that the page at / asks for sessions with (burner key list); empty: no page",
         "",
         [](Settings& s, std::string_view value) -> Check {
             s.page_key = value;
             return std::nullopt;
         }},
        {"page.url", "what browsers call the page, such as https://burn.example; empty: where this server listens", "",
         set_page_url},
        {"page.mints_per_minute", "sessions that the page gets for one client address", "10",
         number(1, 1'000'000, &Settings::page_mints_per_minute)},
        {"page.images",
         "true or false: the page shows the pictures of items without asking, which tells their hosts who looks",
         "false", flag(&Settings::page_images)},
        {"page.explorer", "where the page's links to addresses and transactions lead; empty: it has none",
         "https://explorer.solana.com", set_page_explorer},
        {"audit.enabled", "keep an audit log, audit.jsonl in the data directory (see docs/audit.md)", "true",
         flag(&Settings::audit_enabled)},
        {"audit.mints", "write each minted session to it", "true", flag(&Settings::audit_mints)},
        {"audit.max_bytes", "size at which the file is put aside and the chain goes on in a new one", "1073741824",
         number(1 << 20, 1ULL << 40, &Settings::audit_max_bytes)},
        {"audit.max_files", "files put aside that are kept, the newest; older ones are deleted; 0: all", "0",
         number(0, 1'000'000, &Settings::audit_max_files)},
        {"audit.keep_days",
         "days that a file put aside is kept after its last event, with PostgreSQL also what was shipped; 0: for ever",
         "0", duration(0, 36'500, &Settings::audit_keep)},
        {"audit.max_unshipped",
         "with PostgreSQL: bytes of the log that may wait for the database; beyond it nothing is minted", "67108864",
         number(1 << 20, 1ULL << 40, &Settings::audit_max_unshipped)},
        {"log.format", "text or json, one line per request on standard error", "text",
         choice({"text", "json"},
                [](Settings& s, std::string_view v) {
                    s.log_format = v == "json" ? base::LogFormat::json : base::LogFormat::text;
                })},
        {"log.level", "debug, info, warn or error", "info",
         choice({"debug", "info", "warn", "error"}, [](Settings& s, std::string_view v) { s.log_level = v; })},
    };
}

}  // namespace

const std::vector<SettingRow>& setting_rows() {
    static const std::vector<SettingRow> rows = make_rows();
    return rows;
}

}  // namespace burner::app
