#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/audit_of_all.hpp"
#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "audit/stored_event.hpp"
#include "audit/verify.hpp"
#include "base/timestamp.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::app {

namespace {

struct VerifyFlags {
    SettingFlags settings;
    std::string head;
    std::string after;
    bool all = false;
    std::string root;
};

struct ExportFlags {
    SettingFlags settings;
    std::string since;
    std::string until;
    std::vector<std::string> actions;
    std::string project;
    std::string format = "jsonl";
    bool all = false;
};

std::vector<audit::LogPart> open_log(const std::filesystem::path& directory) {
    auto parts = audit::snapshot(directory);
    if (!parts) throw std::runtime_error(parts.error());
    return std::move(*parts);
}

audit::HexHash hash_from(const std::string& text, std::string_view flag) {
    const auto hash = audit::hash_from_hex(text);
    if (!hash) throw std::runtime_error(fmt::format("{} takes 64 hexadecimal digits in lower case", flag));
    return *hash;
}

/// Returns what shows the progress: a line that is overwritten on a terminal, and no output in a pipe.
std::function<void(std::uint64_t)> progress_of(const std::vector<audit::LogPart>& parts) {
    std::uint64_t total = 0;
    for (const auto& part : parts) total += part.size;
    constexpr std::uint64_t long_log = 64u << 20;
    if (::isatty(STDERR_FILENO) == 0 || total < long_log) return [](std::uint64_t) {};
    return [total, shown = std::uint64_t{100}](std::uint64_t bytes) mutable {
        const std::uint64_t percent = bytes * 100 / total;
        if (percent == shown) return;
        shown = percent;
        fmt::print(stderr, "\r{} %", percent);
    };
}

/// Says in one sentence what is wrong; nullopt when all holds.
std::optional<std::string> objection(const audit::Verdict& verdict, const VerifyFlags& flags) {
    if (const auto& flaw = verdict.flaw) {
        const auto lines = flaw->first_line == flaw->last_line
                               ? fmt::to_string(flaw->first_line)
                               : fmt::format("{}-{}", flaw->first_line, flaw->last_line);
        return fmt::format("{}:{}: {}", flaw->file.native(), lines, flaw->reason);
    }
    if (!flags.head.empty() && !verdict.found_head)
        return fmt::format("no line has the hash {}: the log was cut or written anew", flags.head);
    if (verdict.was_altered) return "the chain holds, but a running server saw that the file was altered (above)";
    return std::nullopt;
}

audit::VerifyOptions options_of(const VerifyFlags& flags) {
    audit::VerifyOptions options;
    if (!flags.after.empty()) options.after = hash_from(flags.after, "--after");
    if (!flags.head.empty()) options.head = std::string{audit::view(hash_from(flags.head, "--head"))};
    return options;
}

void verify(const VerifyFlags& flags) {
    audit::VerifyOptions options = options_of(flags);
    if (flags.all) return verify_all(flags.settings.load(), options, flags.root);
    if (!flags.root.empty()) throw std::runtime_error("--root is for --all: a single log has no anchors");
    const auto parts = open_log(flags.settings.load().data_directory);
    options.progress = progress_of(parts);
    const auto verdict = audit::verify(parts, options);
    if (::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r");
    for (const auto& note : verdict.notes) fmt::print("note: {}\n", note);
    if (const auto wrong = objection(verdict, flags)) {
        fmt::print("BAD: {}\n", *wrong);
        if (verdict.flaw)
            fmt::print("the {} events before hold; the last hash: {}\n", verdict.events,
                       audit::view(verdict.last.hash));
        throw CLI::RuntimeError(1);
    }
    fmt::print("ok: {} in {}, seq {} to {}\nhead: {}\n", reclaim::counted(verdict.events, "event"),
               reclaim::counted(parts.size(), "file"), verdict.first_seq, verdict.last.seq,
               audit::view(verdict.last.hash));
}

base::UnixTime time_from(const std::string& text, std::string_view flag) {
    const auto time = base::from_rfc3339(text);
    if (!time) throw std::runtime_error(fmt::format("{} takes a UTC time like 2026-04-09T12:10:00Z", flag));
    return *time;
}

class Filter {
  public:
    explicit Filter(const ExportFlags& flags) : flags_(flags) {
        if (!flags.since.empty()) since_ = base::to_rfc3339(time_from(flags.since, "--since"));
        if (!flags.until.empty()) until_ = base::to_rfc3339(time_from(flags.until, "--until"));
    }

    /// Tells whether the flags ask for the event. Times of one form compare as their texts do.
    bool wants(const audit::StoredEvent& event) const {
        if (!since_.empty() && event.time < since_) return false;
        if (!until_.empty() && event.time >= until_) return false;
        if (!flags_.project.empty() && event.project != flags_.project) return false;
        return flags_.actions.empty() || std::ranges::find(flags_.actions, event.action) != flags_.actions.end();
    }

  private:
    const ExportFlags& flags_;
    std::string since_;
    std::string until_;
};

void print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        throw std::runtime_error("standard output cannot be written");
}

/// Prints the lines that the flags ask for.
class Exporter {
  public:
    explicit Exporter(const ExportFlags& flags) : filter_(flags), as_csv_(flags.format == "csv") {
        if (as_csv_) print(audit::csv_header());
    }

    void take(std::string_view line) {
        const auto event = audit::stored_event(line);
        if (!event) ++unreadable_;
        if (event && filter_.wants(*event)) print(as_csv_ ? audit::to_csv(*event) : std::string{line} + '\n');
    }
    void end() const {
        if (std::fflush(stdout) != 0) throw std::runtime_error("standard output cannot be written");
        if (unreadable_ > 0)
            throw std::runtime_error(fmt::format("{} lines are no events: see `burner audit verify`", unreadable_));
    }

  private:
    const Filter filter_;
    const bool as_csv_;
    std::uint64_t unreadable_ = 0;
};

void export_events(const ExportFlags& flags) {
    Exporter exporter{flags};
    const Settings settings = flags.settings.load();
    if (flags.all) {
        for_each_shipped_line(settings, [&](std::string_view line) { exporter.take(line); });
        return exporter.end();
    }
    for (const auto& part : open_log(settings.data_directory)) {
        const bool read = audit::for_each_line(part, [&](std::string_view line, bool) {
            exporter.take(line);
            return true;
        });
        if (!read) throw std::runtime_error(fmt::format("{} cannot be read", part.path.native()));
    }
    exporter.end();
}

void add_verify(CLI::App& command) {
    auto flags = std::make_shared<VerifyFlags>();
    auto* sub = command.add_subcommand("verify", "Check every line, the hashes and their chain");
    flags->settings.add_to(*sub, {"data.directory", "storage.url", "storage.allow_plain"});
    sub->add_flag("--all", flags->all, "Every node's log, as it is in the database, and the files here against it");
    sub->add_option("--root", flags->root, "With --all: a root noted earlier, which must be among the anchors")
        ->type_name("HASH");
    sub->add_option("--head", flags->head, "A hash noted earlier, which must be in the log")->type_name("HASH");
    sub->add_option("--after", flags->after, "The last hash of older files that are kept elsewhere")->type_name("HASH");
    sub->footer(
        "Exit status 1 where something does not hold, with file, lines and reason. Lines cut off at the end cannot be\n"
        "seen from inside: note the head elsewhere (the server's log has it too) and give it with --head. With "
        "several\n"
        "nodes --all finds them by the anchors, and --root finds anchors that were cut off.\n\n"
        "Examples:\n"
        "  burner audit verify\n"
        "  burner audit verify --head 5f0c…    also: nothing up to that line was cut or written anew\n"
        "  burner audit verify --all --config /etc/burner.toml\n"
        "  burner audit verify --all --root 91ab…    also: no anchor up to that one was cut or written anew");
    sub->callback([flags] { verify(*flags); });
}

void add_export(CLI::App& command) {
    auto flags = std::make_shared<ExportFlags>();
    auto* sub = command.add_subcommand("export", "Print events to standard output");
    flags->settings.add_to(*sub, {"data.directory", "storage.url", "storage.allow_plain"});
    sub->add_flag("--all", flags->all, "Those of every node, from the database: node after node, each in its order");
    sub->add_option("--since", flags->since, "From this UTC time on")->type_name("TIME");
    sub->add_option("--until", flags->until, "Before this UTC time")->type_name("TIME");
    const auto words = audit::action_words();
    sub->add_option("--action", flags->actions, "Only this action; repeat it")
        ->type_name("ACTION")
        ->check(CLI::IsMember(std::vector<std::string>{words.begin(), words.end()}));
    sub->add_option("--project", flags->project, "Only this project's")->type_name("ID");
    sub->add_option("--format", flags->format, "jsonl: the lines as they are; csv: for spreadsheets")
        ->check(CLI::IsMember(std::vector<std::string>{"jsonl", "csv"}))
        ->capture_default_str();
    sub->footer(
        "Examples:\n"
        "  burner audit export --action key.create --action key.revoke --action key.roll\n"
        "  burner audit export --since 2026-04-09T00:00:00Z --until 2026-04-10T00:00:00Z --format csv > day.csv\n"
        "  burner audit export --all --config /etc/burner.toml | sort     all nodes, in the order of time");
    sub->callback([flags] { export_events(*flags); });
}

}  // namespace

void add_audit(CLI::App& burner) {
    auto* command = burner.add_subcommand("audit", "Verify and export the audit log");
    command->require_subcommand(1);
    add_verify(*command);
    add_export(*command);
}

}  // namespace burner::app
