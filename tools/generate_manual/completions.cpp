#include "completions.hpp"

#include <functional>
#include <string_view>

#include <fmt/format.h>

namespace burner::manual {

namespace {

/// Shells know a command by the words before it: `burner/project/create`.
std::string place_of(const Command& command) {
    std::string place = command.path;
    for (char& c : place) {
        if (c == ' ') c = '/';
    }
    return place;
}

void for_each_command(const Command& command, const std::function<void(const Command&)>& visit) {
    visit(command);
    for (const auto& sub : command.commands) for_each_command(sub, visit);
}

std::string last_word(const Command& command) {
    return command.path.substr(command.path.rfind(' ') + 1);
}

/// Returns every place but the first, as the pattern of a `case`.
std::string places_below(const Command& burner, std::string_view separator) {
    std::string places;
    for_each_command(burner, [&](const Command& command) {
        if (&command == &burner) return;
        places += fmt::format("{}{}", places.empty() ? "" : separator, place_of(command));
    });
    return places;
}

/// Returns the lines of a `case` that sets `candidates` to what may follow at each place.
std::string candidates(const Command& burner) {
    std::string lines;
    for_each_command(burner, [&](const Command& command) {
        std::string words;
        for (const auto& sub : command.commands) words += last_word(sub) + ' ';
        for (const auto& flag : command.flags) {
            if (flag.name.starts_with("--")) words += flag.name + ' ';
        }
        words.pop_back();
        lines += fmt::format("    {}) candidates='{}' ;;\n", place_of(command), words);
    });
    return lines;
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + '\'';
}

constexpr std::string_view notice = "# Generated from the commands of burner; do not edit.\n";

}  // namespace

std::string bash_completion(const Command& burner) {
    return fmt::format(
        "{}_burner() {{\n"
        "  local current=${{COMP_WORDS[COMP_CWORD]}} place=burner word candidates=\n"
        "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
        "    case $place/$word in {}) place=$place/$word ;; esac\n"
        "  done\n"
        "  case $place in\n{}  esac\n"
        "  mapfile -t COMPREPLY < <(compgen -W \"$candidates\" -- \"$current\")\n"
        "}}\n"
        "complete -o bashdefault -o default -F _burner burner\n",
        notice, places_below(burner, "|"), candidates(burner));
}

std::string zsh_completion(const Command& burner) {
    return fmt::format(
        "#compdef burner\n{}"
        "local place=burner word candidates=\n"
        "for word in ${{words[2,CURRENT-1]}}; do\n"
        "  case $place/$word in {}) place=$place/$word ;; esac\n"
        "done\n"
        "case $place in\n{}esac\n"
        "[[ $PREFIX == -* || $place != */*  ]] && compadd -- ${{=candidates}} && return\n"
        "compadd -- ${{=candidates}} || _files\n",
        notice, places_below(burner, "|"), candidates(burner));
}

std::string fish_completion(const Command& burner) {
    std::string out = fmt::format(
        "{}function __burner_place\n"
        "    set -l place burner\n"
        "    for word in (commandline -opc)[2..]\n"
        "        switch $place/$word\n"
        "            case {}\n"
        "                set place $place/$word\n"
        "        end\n"
        "    end\n"
        "    echo $place\n"
        "end\n",
        notice, places_below(burner, " "));
    for_each_command(burner, [&](const Command& command) {
        const std::string here = fmt::format("complete -c burner -n 'test (__burner_place) = {}'", place_of(command));
        for (const auto& sub : command.commands)
            out += fmt::format("{} -f -a {} -d {}\n", here, last_word(sub), quoted(sub.help));
        for (const auto& flag : command.flags) {
            if (!flag.name.starts_with("--")) continue;
            out += fmt::format("{} -l {}{} -d {}\n", here, flag.name.substr(2), flag.value.empty() ? "" : " -r",
                               quoted(flag.help));
        }
    });
    return out;
}

}  // namespace burner::manual
