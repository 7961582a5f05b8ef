#include "manual.hpp"

#include <ranges>
#include <string_view>

#include <fmt/format.h>

namespace burner::manual {

namespace {

/// Escapes text for roff. A line that begins with a point or a quote would be a request.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool begins_line = out.empty() || out.back() == '\n';
        if (begins_line && (c == '.' || c == '\'')) out += "\\&";
        switch (c) {
            case '\\': out += "\\e"; break;
            case '-': out += "\\-"; break;
            default: out += c;
        }
    }
    return out;
}

std::string dashed(std::string path) {
    for (char& c : path) {
        if (c == ' ') c = '-';
    }
    return path;
}

std::string flags_of(const Command& command) {
    std::string out;
    for (const auto& flag : command.flags) {
        const std::string value = flag.value.empty() ? "" : fmt::format(" \\fI{}\\fR", roff(flag.value));
        out += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(flag.name), value, roff(flag.help));
    }
    return out;
}

/// Keeps lines as they are: examples stand in columns.
std::string notes_of(const Command& command) {
    if (command.footer.empty()) return "";
    return fmt::format(".PP\n.nf\n{}\n.fi\n", roff(command.footer));
}

std::string body_of(const Command& command) {
    std::string out;
    for (const auto& sub : command.commands)
        out += fmt::format(".SS {}\n{}\n{}{}{}", roff(sub.path), roff(sub.help), flags_of(sub), notes_of(sub),
                           body_of(sub));
    return out;
}

}  // namespace

std::string manual_page(const Command& command, const std::string& version) {
    const bool is_whole = !command.path.contains(' ');
    std::string page = fmt::format(".TH {} 1 \"\" \"burner {}\" \"Burn & Claim\"\n", dashed(command.path), version);
    page += fmt::format(".SH NAME\n{} \\- {}\n", roff(dashed(command.path)), roff(command.help));
    page += fmt::format(".SH SYNOPSIS\n.B {}\n[\\fIOPTION\\fR]...{}\n", roff(command.path),
                        command.commands.empty() ? "" : " \\fICOMMAND\\fR");
    page += ".SH OPTIONS\n" + flags_of(command) + notes_of(command);
    if (!is_whole && !command.commands.empty()) page += ".SH COMMANDS\n" + body_of(command);
    if (is_whole) {
        page += ".SH COMMANDS\n";
        for (const auto& sub : command.commands)
            page += fmt::format(".TP\n.BR {} (1)\n{}\n", roff(dashed(sub.path)), roff(sub.help));
    }
    return page;
}

}  // namespace burner::manual
