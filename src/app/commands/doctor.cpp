#include <algorithm>
#include <cstdio>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/doctor/examine.hpp"
#include "base/json_writer.hpp"
#include "base/log.hpp"
#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::app {

namespace {

struct DoctorOptions {
    SettingFlags settings;
    bool json = false;
};

std::string to_json(const Finding& finding) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("check", finding.subject);
    json.member("severity", to_text(finding.severity));
    json.member("found", finding.found);
    json.key("wayOut");
    finding.way_out.empty() ? json.value(nullptr) : json.value(finding.way_out);
    json.end_object();
    return out + '\n';
}

/// Writes a finding in lines of at most 80 columns, under one another.
std::string to_lines(const Finding& finding) {
    constexpr std::size_t columns = 80;
    constexpr std::size_t indent = 20;
    const auto block = [](std::string_view text) {
        return reclaim::wrapped(reclaim::printable(text, 1000), columns - indent) + '\n';
    };
    std::string text = block(finding.found);
    if (!finding.way_out.empty()) text += block("→ " + finding.way_out);
    std::string out = fmt::format("{:<8} {:<11}", to_text(finding.severity), finding.subject);
    for (const auto line : std::views::split(text.substr(0, text.size() - 1), '\n')) {
        if (out.ends_with('\n')) out.append(indent, ' ');
        out.append(std::string_view{line}).append("\n");
    }
    return out;
}

/// Reads the settings, whose mistakes are findings too; nullopt where there are any.
std::optional<Settings> read_settings(const SettingFlags& flags, const std::function<void(const Finding&)>& tell) {
    try {
        auto settings = flags.load();
        const auto warnings = flags.warnings();
        for (const auto& warning : warnings) tell({"settings", Severity::warning, warning, {}});
        if (warnings.empty()) tell({"settings", Severity::ok, "they can be read, and all are known", {}});
        return settings;
    } catch (const std::runtime_error& mistakes) {
        for (const auto mistake : std::views::split(std::string_view{mistakes.what()}, '\n'))
            tell({"settings", Severity::error, std::string{std::string_view{mistake}}, {}});
        return std::nullopt;
    }
}

void diagnose(const DoctorOptions& options) {
    base::start_log(base::LogFormat::text, "off");  // the findings say it
    const auto tell = [&](const Finding& finding) {
        fmt::print("{}", options.json ? to_json(finding) : to_lines(finding));
        std::fflush(stdout);
    };
    const auto settings = read_settings(options.settings, tell);
    const bool is_ill = !settings || examine(*settings, tell) == Severity::error;
    base::stop_log();
    if (is_ill) throw CLI::RuntimeError(1);
}

}  // namespace

void add_doctor(CLI::App& burner) {
    auto* command = burner.add_subcommand("doctor", "Look at all that the server needs, and say what to do about it");
    command->footer(
        "Give it the settings of the server, and run it as the server's user. It changes nothing, and may run beside\n"
        "the server. Exit code 1 where there is an error: the server would not start, or could not answer wallets.\n\n"
        "Examples:\n"
        "  burner doctor --config /etc/burner.toml\n"
        "  burner doctor --config /etc/burner.toml --json | jq -r 'select(.severity == \"error\").found'");
    auto options = std::make_shared<DoctorOptions>();
    options->settings.add_to(*command);
    command->add_flag("--json", options->json, "One JSON object a line");
    command->callback([options] { diagnose(*options); });
}

}  // namespace burner::app
