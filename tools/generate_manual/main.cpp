// Writes what a package of burner carries beside the program, from the same tables as `--help`.
//
//   generate_manual FOLDER    writes burner.1 and a page for each command, burner.bash, _burner and burner.fish

#include <filesystem>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "completions.hpp"
#include "manual.hpp"

namespace {

void write_file(const std::filesystem::path& file, const std::string& text) {
    std::ofstream out{file};
    out << text;
    if (!out.flush()) throw std::runtime_error(file.string() + " cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
    using namespace burner;
    if (argc != 2) {
        std::cerr << "usage: generate_manual FOLDER\n";
        return 2;
    }
    const std::filesystem::path folder{argv[1]};
    CLI::App app{std::string{app::description}, "burner"};
    app::add_commands(app);
    const auto tree = manual::command_tree(app, "burner");
    std::filesystem::create_directories(folder);
    write_file(folder / "burner.1", manual::manual_page(tree, BURNER_VERSION));
    for (const auto& command : tree.commands) {
        const auto name = command.path.substr(command.path.rfind(' ') + 1);
        write_file(folder / ("burner-" + name + ".1"), manual::manual_page(command, BURNER_VERSION));
    }
    write_file(folder / "burner.bash", manual::bash_completion(tree));
    write_file(folder / "_burner", manual::zsh_completion(tree));
    write_file(folder / "burner.fish", manual::fish_completion(tree));
    return 0;
}
