#include "command_tree.hpp"

#include <CLI/CLI.hpp>

namespace burner::manual {

namespace {

Flag flag_of(const CLI::Option& option) {
    const auto names = option.get_lnames();
    const bool takes_value = option.get_items_expected_max() > 0;
    const std::string type = option.get_type_name();
    return {.name = names.empty() ? option.get_single_name() : "--" + names.front(),
            .value = names.empty() || !takes_value ? ""
                     : type.empty()                ? "VALUE"
                                                   : type,
            .help = option.get_description()};
}

}  // namespace

Command command_tree(const CLI::App& app, const std::string& path) {
    Command command{
        .path = path, .help = app.get_description(), .footer = app.get_footer(), .flags = {}, .commands = {}};
    for (const auto* option : app.get_options()) command.flags.push_back(flag_of(*option));
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        command.commands.push_back(command_tree(*sub, path + ' ' + sub->get_name()));
    return command;
}

}  // namespace burner::manual
