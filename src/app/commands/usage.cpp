#include "app/commands/usage.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/closest.hpp"

namespace burner::app {

namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* command : commands_of(app)) names.push_back(command->get_name());
    return names;
}

std::vector<std::string> flag_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* option : app.get_options()) {
        for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

/// Tells whether a flag is followed by its value.
bool takes_value(const CLI::App& app, const std::string& flag) {
    const auto* option = app.get_option_no_throw(flag);
    return option != nullptr && option->get_items_expected_max() > 0;
}

}  // namespace

std::string suggestion(const CLI::App& burner, std::span<const std::string> arguments) {
    const CLI::App* app = &burner;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string word = arguments[i].substr(0, arguments[i].find('='));
        const auto commands = commands_of(*app);
        if (word.starts_with("--")) {
            if (app->get_option_no_throw(word) == nullptr) return did_you_mean(word, flag_names(*app));
            if (word == arguments[i] && takes_value(*app, word)) ++i;
        } else if (!commands.empty()) {
            const auto command = std::ranges::find(commands, word, [](const CLI::App* one) { return one->get_name(); });
            if (command == commands.end()) return did_you_mean(word, command_names(*app));
            app = *command;
        }
    }
    return {};
}

int explain_usage(const CLI::App& burner, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
    if (error.get_exit_code() == 0) return burner.exit(error);  // --help and --version
    fmt::print(stderr, "burner: {}{}\nRun with --help for more information.\n", error.what(),
               suggestion(burner, arguments));
    return usage_exit_code;
}

}  // namespace burner::app
