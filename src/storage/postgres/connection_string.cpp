#include "storage/postgres/connection_string.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/ip_address.hpp"
#include "base/number_text.hpp"

namespace burner::storage {

namespace {

constexpr std::chrono::seconds usual_connect_timeout{3};
constexpr std::uint64_t max_connect_seconds = 60;

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

std::unexpected<base::Error> malformed(std::string reason) {
    return base::fail(base::ErrorCode::invalid_request, std::move(reason));
}

ConnectionString::Parameters values_of(const Options& options) {
    ConnectionString::Parameters values;
    for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val != nullptr && *option->val != '\0') values.emplace_back(option->keyword, option->val);
    }
    return values;
}

/// Tells whether libpq itself hides the value of a keyword when it asks for it.
bool is_secret(std::string_view keyword) {
    static const Options known{PQconndefaults(), PQconninfoFree};
    for (const PQconninfoOption* option = known.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (option->keyword == keyword) return std::string_view{option->dispchar} == "*";
    }
    return true;
}

/// Returns what libpq takes for a keyword that is not given: its variables, and its defaults.
std::string default_of(std::string_view keyword) {
    const Options defaults{PQconndefaults(), PQconninfoFree};
    for (const auto& [name, value] : values_of(defaults)) {
        if (name == keyword) return value;
    }
    return {};
}

std::vector<std::string> split_at_commas(std::string_view list) {
    std::vector<std::string> parts;
    for (;;) {
        const auto comma = std::min(list.find(','), list.size());
        parts.emplace_back(list.substr(0, comma));
        if (comma == list.size()) return parts;
        list.remove_prefix(comma + 1);
    }
}

/// Returns one of a list of values: the only one for every host, or the host's own.
std::string pick(const std::vector<std::string>& values, std::size_t host) {
    return values.size() == 1 ? values.front() : values[host];
}

/// Quotes a value as libpq's keywords need it.
std::string keyword_value(std::string_view value) {
    const bool is_plain = std::ranges::none_of(value, [](char c) { return c == ' ' || c == '\'' || c == '\\'; });
    if (is_plain && !value.empty()) return std::string{value};
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

/// Tells whether an address is this machine: a socket in the file system, or loopback.
bool is_here(std::string_view address) {
    if (address.empty() || address == "localhost" || address.front() == '/' || address.front() == '@') return true;
    const auto parsed = base::parse_ip_address(address);
    return parsed && parsed->is_loopback();
}

}  // namespace

base::Result<ConnectionString> ConnectionString::parse(std::string_view text) {
    ConnectionString parsed;
    parsed.text_ = text;
    char* reason = nullptr;
    const Options options{PQconninfoParse(parsed.text_.c_str(), &reason), PQconninfoFree};
    PQfreemem(reason);  // it quotes what it did not understand
    if (!options)
        return malformed(
            "must be a URL such as `postgresql://user:password@host:5432/database`, with %40 for an @ in a name or "
            "password, or libpq's `host=… user=… dbname=…`");
    parsed.given_ = values_of(options);
    if (auto mistake = parsed.find_mistake()) return malformed(*std::move(mistake));
    return parsed;
}

std::optional<std::string> ConnectionString::find_mistake() const {
    if (!find("service").empty()) return "must name the host itself rather than a `service`";
    const auto attributes = find("target_session_attrs");
    if (!attributes.empty() && attributes != "read-write" && attributes != "primary")
        return "must not ask for another `target_session_attrs` than read-write: every statement goes to the primary";
    const auto hosts = split_at_commas(find(find("host").empty() ? "hostaddr" : "host")).size();
    for (const std::string_view list : {"port", "hostaddr"}) {
        const auto count = split_at_commas(find(list)).size();
        if (count != 1 && count != hosts) return fmt::format("must name as many values of `{}` as hosts", list);
    }
    if (const auto seconds = find("connect_timeout"); !seconds.empty()) {
        const auto number = base::number_from_text<std::uint64_t>(seconds);
        if (!number || *number == 0 || *number > max_connect_seconds)
            return fmt::format("must have a `connect_timeout` from 1 to {} seconds", max_connect_seconds);
    }
    return std::nullopt;
}

std::string_view ConnectionString::find(std::string_view keyword) const {
    const auto found = std::ranges::find(given_, keyword, &Parameters::value_type::first);
    return found == given_.end() ? std::string_view{} : std::string_view{found->second};
}

std::string ConnectionString::shown() const {
    if (std::ranges::none_of(given_, [](const auto& each) { return is_secret(each.first); })) return text_;
    std::string out;
    for (const auto& [keyword, value] : given_) {
        out +=
            fmt::format("{}{}={}", out.empty() ? "" : " ", keyword, is_secret(keyword) ? "***" : keyword_value(value));
    }
    return out;
}

std::vector<ConnectionString::Parameters> ConnectionString::hosts() const {
    constexpr std::array per_host = {"host", "hostaddr", "port"};
    Parameters shared{{"application_name", "burner"}, {"gssencmode", "disable"}, {"tcp_user_timeout", "10000"}};
    for (const auto& each : given_) {
        const bool is_ours = each.first == "target_session_attrs" || each.first == "connect_timeout";
        const bool is_per_host = std::ranges::find(per_host, each.first) != per_host.end();
        if (!is_ours && !is_per_host) shared.push_back(each);
    }
    shared.emplace_back("client_encoding", "UTF8");
    std::vector<Parameters> hosts(split_at_commas(find(find("host").empty() ? "hostaddr" : "host")).size(), shared);
    for (const std::string_view keyword : per_host) {
        const auto values = split_at_commas(find(keyword));
        for (std::size_t host = 0; host < hosts.size(); ++host) {
            if (auto value = pick(values, host); !value.empty()) hosts[host].emplace_back(keyword, std::move(value));
        }
    }
    return hosts;
}

std::chrono::milliseconds ConnectionString::connect_timeout() const {
    const auto seconds = base::number_from_text<std::uint64_t>(find("connect_timeout"));
    return seconds ? std::chrono::seconds{*seconds} : usual_connect_timeout;
}

std::optional<std::string> ConnectionString::unverified_host() const {
    const auto sslmode = find("sslmode").empty() ? default_of("sslmode") : std::string{find("sslmode")};
    if (sslmode == "verify-full") return std::nullopt;
    for (const Parameters& host : hosts()) {
        const auto value_of = [&](std::string_view keyword) {
            const auto found = std::ranges::find(host, keyword, &Parameters::value_type::first);
            return found == host.end() ? default_of(keyword) : found->second;
        };
        const std::string address = value_of("hostaddr").empty() ? value_of("host") : value_of("hostaddr");
        if (!is_here(address)) return address;
    }
    return std::nullopt;
}

std::string shown_connection_string(std::string_view text) {
    if (text.empty()) return {};
    const auto parsed = ConnectionString::parse(text);
    return parsed ? parsed->shown() : "***";
}

}  // namespace burner::storage
