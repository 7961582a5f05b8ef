#include <algorithm>
#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/key_administration.hpp"
#include "app/value_or_throw.hpp"
#include "base/json_writer.hpp"
#include "storage/stores/pause_store.hpp"

namespace burner::app {

namespace {

using transactions::Pause;

struct PauseOptions {
    SettingFlags settings;
    bool burns = false;
    std::string type;
    std::string project;
    bool list = false;
    bool json = false;
};

std::string in_words(const Pause& pause) {
    return pause.project.empty() ? to_words(pause) : fmt::format("{} in project {}", to_words(pause), pause.project);
}

std::string to_json(const Pause& pause) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("burnsOnly", pause.burns_only);
    json.key("type");
    pause.type ? json.value(assets::to_text(*pause.type)) : json.value(nullptr);
    json.key("project");
    pause.project.empty() ? json.value(nullptr) : json.value(pause.project);
    json.end_object();
    return out;
}

void print(const Pause& pause, bool json) {
    fmt::print("{}\n", json ? to_json(pause) : "paused  " + in_words(pause));
}

Pause pause_of(const PauseOptions& options, const KeyAdministration& administration) {
    Pause pause{.burns_only = options.burns, .type = {}, .project = {}};
    if (!options.type.empty()) {
        pause.type = assets::item_type_from_text(options.type);
        if (!pause.type) throw std::runtime_error(fmt::format("--type: there is no item type {}", options.type));
    }
    if (!options.project.empty()) pause.project = administration.project(options.project).id;
    return pause;
}

void list(const PauseOptions& options, storage::PauseStore& store) {
    const auto pauses = value_or_throw(store.load());
    for (const Pause& pause : pauses) print(pause, options.json);
    if (pauses.empty() && !options.json) fmt::print("nothing is paused\n");
}

/// Pauses first and records it afterwards: a full disk of the audit log must not prevent a stop.
void pause(const PauseOptions& options) {
    KeyAdministration administration{options.settings.load()};
    storage::PauseStore store{administration.database()};
    if (options.list) return list(options, store);
    const Pause wanted = pause_of(options, administration);
    auto trail = administration.open_audit();
    administration.check_all_understand(nodes::ChangeKind::pause);
    administration.wait_for_servers(value_or_throw(store.add(wanted)));
    trail.record({audit::Action::operations_pause, wanted.project, to_words(wanted), {}});
    print(wanted, options.json);
}

void resume(const PauseOptions& options) {
    KeyAdministration administration{options.settings.load()};
    storage::PauseStore store{administration.database()};
    const Pause wanted = pause_of(options, administration);
    auto trail = administration.open_audit();
    trail.must_work();
    administration.check_all_understand(nodes::ChangeKind::pause);
    const auto removed = value_or_throw(store.remove(wanted));
    if (!removed)
        throw std::runtime_error(fmt::format(
            "{} is not paused: give the flags of the pause that is to end; `burner pause --list` shows them",
            in_words(wanted)));
    administration.wait_for_servers(*removed);
    trail.record({audit::Action::operations_resume, wanted.project, to_words(wanted), {}});
    list(options, store);
}

void add_fields(CLI::App& command, PauseOptions& options) {
    options.settings.add_to(command, {"data.directory", "storage.url", "storage.allow_plain"});
    command.add_flag("--burns", options.burns, "Burns only; closing and withdrawing go on");
    command.add_option("--type", options.type, "Items of this type only: empty_account, token, nft, …")
        ->type_name("TYPE");
    command.add_option("--project", options.project, "Of this project only")->type_name("ID");
    command.add_flag("--json", options.json, "One JSON object a line");
}

}  // namespace

void add_pause(CLI::App& burner) {
    auto* command = burner.add_subcommand("pause", "Stop building and submitting, of everything or of a kind");
    command->footer(
        "Builds and submits of what is paused answer 503; lists, sessions and statistics go on, and what was "
        "submitted\n"
        "before is still followed. Every running server knows when the command ends. `burner resume` with the same\n"
        "flags ends a pause.\n\n"
        "Examples:\n"
        "  burner pause                                 everything\n"
        "  burner pause --burns                         every burn; accounts can still be closed\n"
        "  burner pause --burns --type cnft             burns of compressed NFTs\n"
        "  burner pause --project ID                    everything of one project\n"
        "  burner pause --list                          what is paused now");
    auto options = std::make_shared<PauseOptions>();
    add_fields(*command, *options);
    command->add_flag("--list", options->list, "Show what is paused, and change nothing");
    command->callback([options] { pause(*options); });
}

void add_resume(CLI::App& burner) {
    auto* command = burner.add_subcommand("resume", "End a pause");
    command->footer(
        "The flags are those of the pause that is to end; what is still paused is shown.\n\n"
        "Examples:\n"
        "  burner resume\n"
        "  burner resume --burns --type cnft");
    auto options = std::make_shared<PauseOptions>();
    add_fields(*command, *options);
    command->callback([options] { resume(*options); });
}

}  // namespace burner::app
