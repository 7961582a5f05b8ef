#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/user_administration.hpp"
#include "app/value_or_throw.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"

namespace burner::app {

namespace {

struct UserOptions {
    SettingFlags settings;
    std::string email;
    bool json = false;
};

/// Prints a link. No other place prints one.
void print_link(std::string link, const users::NewLink& made, bool as_json) {
    link += made.token.reveal();
    const auto expires_at = base::to_rfc3339(made.link.expires_at);
    if (!as_json) return fmt::print("{}\n\nIt works once, until {}.\n", link, expires_at);
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("link", link);
    json.member("expiresAt", expires_at);
    json.end_object();
    fmt::print("{}\n", out);
}

void make_setup_link(const UserOptions& options) {
    UserAdministration administration{options.settings.load()};
    const auto link = administration.link_to("setup");
    auto trail = administration.open_audit();
    trail.must_work();
    const auto made = administration.accounts().make_setup_link();
    if (!made)
        throw std::runtime_error(
            made.error().code == base::ErrorCode::invalid_request
                ? "there are users already: `burner user reset-link EMAIL` lets one of them choose a password again"
                : made.error().message);
    trail.record({audit::Action::user_link, {}, {}, "for the first operator"});
    print_link(link, *made, options.json);
}

void make_reset_link(const UserOptions& options) {
    UserAdministration administration{options.settings.load()};
    const auto link = administration.link_to("reset");
    const auto user = administration.user(options.email);
    auto trail = administration.open_audit();
    trail.must_work();
    const auto made = value_or_throw(administration.accounts().make_link(user.id));
    trail.record({audit::Action::user_link, {}, user.id, {}});
    print_link(link, made, options.json);
}

std::string_view state_of(const users::User& user) {
    if (user.disabled_at) return "disabled";
    return user.password_hash.empty() ? "invited" : "active";
}

void print(const users::User& user, bool as_json) {
    const std::string_view role = user.is_operator ? "operator" : "owner";
    if (!as_json)
        return fmt::print("{:26} {:8} {:8} {:2} projects  {}\n", user.id, role, state_of(user), user.memberships.size(),
                          user.email);
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("id", user.id);
    json.member("email", user.email);
    json.member("name", user.name);
    json.member("operator", user.is_operator);
    json.member("state", state_of(user));
    json.array("projects", user.memberships,
               [](base::JsonWriter& writer, const users::Membership& membership) { writer.value(membership.project); });
    json.end_object();
    fmt::print("{}\n", out);
}

void list(const UserOptions& options) {
    UserAdministration administration{options.settings.load()};
    for (const auto& user : value_or_throw(administration.accounts().store().list())) print(user, options.json);
}

}  // namespace

void add_user(CLI::App& burner) {
    auto* command = burner.add_subcommand("user", "Let people into the dashboard");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  burner user setup-link                     the first operator chooses a password there\n"
        "  burner user reset-link ops@shop.example    a user chooses another one");
    const auto add = [&](const char* name, const char* help, void (*action)(const UserOptions&)) {
        auto options = std::make_shared<UserOptions>();
        auto* sub = command->add_subcommand(name, help);
        options->settings.add_to(
            *sub, {"data.directory", "storage.url", "storage.allow_plain", "dashboard.listen", "dashboard.url"});
        sub->add_flag("--json", options->json, "One JSON object a line");
        sub->callback([options, action] { action(*options); });
        return std::pair{sub, options};
    };
    add("setup-link", "Print the link by which the first operator signs up", make_setup_link);
    const auto [resetting, reset] =
        add("reset-link", "Print a link by which a user chooses a password", make_reset_link);
    resetting->add_option("EMAIL", reset->email, "The user's e-mail address")->required();
    add("list", "List the users", list);
}

}  // namespace burner::app
