#include "admin/admin_test.hpp"

#include <ranges>

#include <simdjson.h>

#include "base/log.hpp"
#include "fakes/run_task.hpp"
#include "users/password.hpp"

namespace burner::admin {

namespace {

http::Method method_of(std::string_view name) {
    static const std::map<std::string_view, http::Method> methods{
        {"GET", http::Method::get}, {"HEAD", http::Method::head},   {"POST", http::Method::post},
        {"PUT", http::Method::put}, {"PATCH", http::Method::patch}, {"DELETE", http::Method::delete_}};
    const auto found = methods.find(name);
    return found == methods.end() ? http::Method::other : found->second;
}

/// One hash for all tests: each takes a tenth of a second.
const std::string& hash_of_password(std::string_view password) {
    static const std::string hash = users::hash_password(password);
    return hash;
}

}  // namespace

Ask Ask::with(const std::string& name, std::string value) && {
    value.empty() ? void(headers.erase(name)) : void(headers[name] = std::move(value));
    return std::move(*this);
}

std::optional<std::string> Answer::header(std::string_view name) const {
    std::optional<std::string> found;
    for (const auto& [each, value] : headers) {
        if (each != name) continue;
        EXPECT_FALSE(found) << name << " is doubled";
        found = value;
    }
    return found;
}

std::string Answer::at(std::string_view pointer) const {
    simdjson::dom::parser parser;
    simdjson::dom::element root, found;
    if (parser.parse(body).get(root) != simdjson::SUCCESS || root.at_pointer(pointer).get(found) != simdjson::SUCCESS)
        return "<none>";
    std::string_view text;
    if (found.get(text) == simdjson::SUCCESS) return std::string{text};
    return simdjson::minify(found);
}

std::string Answer::token() const {
    const std::string cookie = header("Set-Cookie").value_or("");
    constexpr std::string_view start = "__Host-burner=";
    if (!cookie.starts_with(start)) return {};
    return cookie.substr(start.size(), cookie.find(';') - start.size());
}

AdminTest::AdminTest()
    : services_{.clock = clock_,
                .store = store_,
                .audit = trail_,
                .log = &log_,
                .accounts = accounts_,
                .sign_ins = sign_ins_,
                .sign_in_limit = sign_in_limit_,
                .keys = keys_,
                .sessions = sessions_,
                .signing_keys = signing_.keys(),
                .signing_key_changes = signing_.changes(),
                .submissions = submissions_,
                .usage = usage_,
                .webhooks = {.store = webhooks_,
                             .log = webhooks_,
                             .secrets = webhook_secrets_,
                             .poster = poster_,
                             .url_mistake = [](const std::string& url) -> std::optional<std::string> {
                                 if (url.starts_with("https://")) return std::nullopt;
                                 return "must be https://";
                             }},
                .announcer = announcer_,
                .lease = lease_,
                .tiers = tiers_,
                .default_tier = "inferno",
                .origin = "http://localhost:8081",
                .version = "0.0.0",
                .pages = files_,
                .settings = {{"listen.port", "8080", "default", "TCP port"}},
                .check_health = [this]() -> base::Task<Health> { co_return health_; },
                .read_nodes = [this] { return nodes_; },
                .lease_terms = {}},
      shop_(make_project("shop")),
      other_(make_project("other")),
      operator_(make_user("ops", true)),
      owner_(make_user("owner", false, {{shop_.id}})),
      stranger_(make_user("stranger", false, {{other_.id}})) {
    base::stop_log();
}

access::Project AdminTest::make_project(std::string name) {
    return keys_.create_project({.name = std::move(name), .tier = "inferno"}).value();
}

users::User AdminTest::make_user(std::string name, bool is_operator, std::vector<users::Membership> memberships) {
    const auto made = accounts_.create({name + "@shop.example", name, is_operator, std::move(memberships)}).value();
    EXPECT_TRUE(user_store_.choose_password(made.link.link.hash, hash_of_password(password)));
    return user_store_.find(made.user.id).value().value();
}

std::string AdminTest::session_of(const users::User& user) {
    const auto now = user_store_.find(user.id).value().value();
    return std::string{sign_ins_.begin(now, {"192.0.2.1", "Browser/1"})->token.reveal()};
}

std::vector<std::string> AdminTest::deeds() {
    std::vector<std::string> done;
    for (const auto& event : trail_.events) done.push_back(event.actor + " " + event.action);
    trail_.events.clear();
    return done;
}

base::Task<base::Result<webhooks::PostAnswer, webhooks::PostFault>> AdminTest::KeptPoster::post(
    std::string url, webhooks::SignedMessage) {
    urls.push_back(std::move(url));
    co_return webhooks::PostAnswer{.status = 204, .retry_after = {}};
}

base::Result<bool> AdminTest::TrailReader::newest(std::uint64_t, const audit::TakeEvent& take) {
    for (const auto& event : std::views::reverse(trail_.events)) {
        if (!take(event)) break;
    }
    return true;
}

base::Result<audit::LogCheck> AdminTest::TrailReader::check() {
    return audit::LogCheck{.events = trail_.events.size(), .head = "5f0c", .problems = {"line 7 does not hold"}};
}

Answer AdminTest::ask(const Ask& wanted) {
    const std::string target = wanted.is_page ? wanted.path : "/admin/v1" + wanted.path;
    std::vector<http::Header> headers;
    const std::string cookie = "theme=dark; __Host-burner=" + wanted.token;
    for (const auto& [name, value] : wanted.headers) headers.push_back({name, value});
    if (!wanted.token.empty()) headers.push_back({"Cookie", cookie});
    if (wanted.body && !wanted.headers.contains("Content-Type"))
        headers.push_back({"Content-Type", "application/json"});
    const auto question = target.find('?');
    const std::string_view view{target};
    const http::Request request{.method = method_of(wanted.method),
                                .method_name = wanted.method,
                                .target = view,
                                .path = view.substr(0, question),
                                .query = question == std::string::npos ? std::string_view{} : view.substr(question + 1),
                                .headers = headers,
                                .body = wanted.body ? std::string_view{*wanted.body} : std::string_view{},
                                .from = wanted.from,
                                .has_body = wanted.body.has_value()};
    auto pending = gate_.handle(request);
    auto response = std::holds_alternative<http::Response>(pending)
                        ? std::get<http::Response>(std::move(pending))
                        : fakes::run_task(std::get<base::Task<http::Response>>(std::move(pending)));
    Answer answer{.status = response.status, .body = std::string{response.content()}, .headers = {}};
    for (const auto& [name, value] : response.headers) answer.headers.emplace_back(name, value);
    return answer;
}

void expect_error(const Answer& answer, int status, std::string_view code, std::string_view message) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.at("/code"), code);
    EXPECT_EQ(answer.at("/message"), message);
}

}  // namespace burner::admin
