#include "app/commands/audit_of_all.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "app/open_database.hpp"
#include "app/value_or_throw.hpp"
#include "audit/agreement.hpp"
#include "audit/chain_file.hpp"
#include "audit/verify_chains.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "storage/postgres/chain_store.hpp"

namespace burner::app {

namespace {

constexpr std::size_t page_bytes = 4u << 20;

std::unique_ptr<storage::Database> open_shared_database(const Settings& settings) {
    if (!settings.storage_url)
        throw std::runtime_error("--all needs storage.url: without a PostgreSQL there is one node, whose log is here");
    return open_database(settings);
}

/// Shows how many of the events are checked: a line that is overwritten on a terminal, and no output in a pipe.
void show_progress(std::uint64_t done, std::uint64_t total) {
    constexpr std::uint64_t many_events = 200'000;
    if (total >= many_events && ::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r{} %", done * 100 / total);
}

/// The log of the data directory, and how it compares with what was shipped of it.
struct LocalLog {
    std::filesystem::path directory;
    std::string chain;
    audit::Verdict verdict;
    audit::Agreement agreement;
};

/// Returns the directory's log where it has one that is shipped.
std::optional<LocalLog> find_local_log(const std::filesystem::path& directory) {
    const auto chain = audit::find_chain(directory);
    if (!chain) throw std::runtime_error(chain.error());
    if (!*chain) return std::nullopt;
    return LocalLog{.directory = directory, .chain = (*chain)->id, .verdict = {}, .agreement = {}};
}

/// Compares the files with what the database holds.
void check(LocalLog& local, audit::ChainView& view) {
    audit::BatchReader reader{local.directory};
    auto compared = audit::compare(reader, view, local.chain);
    if (!compared) throw std::runtime_error(compared.error());
    local.agreement = *std::move(compared);
}

std::string events_up_to(const audit::Link& link) {
    return link.seq == 0 ? std::string{"nothing"} : fmt::format("events up to {}", link.seq);
}

/// Says in one sentence what is wrong with the files; nullopt when they agree.
std::optional<std::string> objection(const LocalLog& local) {
    if (const auto& flaw = local.verdict.flaw)
        return fmt::format("{}:{}-{}: {}", flaw->file.native(), flaw->first_line, flaw->last_line, flaw->reason);
    const auto& [kind, common, start, local_end, shipped_end] = local.agreement;
    const auto shipped = fmt::format("{} as {}", events_up_to(shipped_end), local.chain);
    switch (kind) {
        case audit::Agreement::Kind::agrees: return std::nullopt;
        case audit::Agreement::Kind::cut_off:
            return fmt::format("{}: the files are cut off: they hold {}, and the database has {}",
                               local.directory.native(), events_up_to(local_end), shipped);
        case audit::Agreement::Kind::differs:
            return fmt::format(
                "{}: the files were changed: they hold something else behind event {} than what was "
                "shipped, {}",
                local.directory.native(), common.value_or(audit::Link{}).seq, shipped);
    }
    return std::nullopt;
}

void print(const audit::SoundChain& chain) {
    if (chain.events == 0) return fmt::print("  {}: no events\n", chain.id);
    fmt::print("  {}: {}, seq {} to {}, {} to {}\n", chain.id, reclaim::counted(chain.events, "event"), chain.first_seq,
               chain.last.seq, chain.from, chain.to);
}

void print_checked(const audit::ChainsVerdict& found, const std::optional<LocalLog>& local) {
    fmt::print("ok: {} in {}, {}\n", reclaim::counted(found.events, "event"),
               reclaim::counted(found.chains.size(), "chain"), reclaim::counted(found.anchors, "anchor"));
    for (const auto& chain : found.chains) print(chain);
    if (local) {
        const std::uint64_t last = local->verdict.last.seq;
        const std::uint64_t shipped = local->agreement.shipped_end.seq;
        fmt::print("  {} agrees with {}; {} of its events are not shipped yet\n", local->directory.native(),
                   local->chain, last - std::min(last, shipped));
    }
    fmt::print("root: {}\n", audit::view(found.root));
}

/// Returns all that is wrong, a sentence each.
std::vector<std::string> objections(const audit::ChainsVerdict& found, const audit::ChainsOptions& wanted,
                                    const std::optional<LocalLog>& local) {
    std::vector<std::string> wrong;
    for (const auto& [chain, reason] : found.flaws)
        wrong.push_back(chain.empty() ? reason : fmt::format("chain {}: {}", chain, reason));
    if (local) {
        if (auto objected = objection(*local)) wrong.push_back(*std::move(objected));
    }
    if (wanted.head && !found.found_head && !(local && local->verdict.found_head))
        wrong.push_back(fmt::format("no batch has the hash {}: a log was cut or written anew", *wanted.head));
    if (wanted.root && !found.found_root)
        wrong.push_back(fmt::format("no anchor has the root {}: the anchors were cut or written anew", *wanted.root));
    if (found.was_altered || (local && local->verdict.was_altered))
        wrong.emplace_back("a running server saw that its file was altered: see the notes, or `burner audit verify`");
    return wrong;
}

}  // namespace

void verify_all(const Settings& settings, audit::VerifyOptions options, const std::string& root) {
    audit::ChainsOptions wanted{.head = options.head, .root = std::nullopt, .progress = show_progress};
    if (!root.empty()) {
        if (!audit::hash_from_hex(root)) throw std::runtime_error("--root takes 64 hexadecimal digits in lower case");
        wanted.root = root;
    }
    const auto database = open_shared_database(settings);
    storage::PostgresChainStore store{*database};
    auto local = find_local_log(settings.data_directory);
    audit::ChainsVerdict found;
    value_or_throw(store.view([&](audit::ChainView& view) {
        found = audit::verify_chains(view, wanted);
        if (local) check(*local, view);
    }));
    if (local && local->agreement.local_start) {
        const auto parts = audit::snapshot(local->directory);
        if (!parts) throw std::runtime_error(parts.error());
        local->verdict = audit::verify(*parts, std::move(options));
    }
    if (::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r");
    for (const auto& note : found.notes) fmt::print("note: {}\n", note);
    const auto wrong = objections(found, wanted, local);
    if (wrong.empty()) return print_checked(found, local);
    for (const auto& sentence : wrong) fmt::print("BAD: {}\n", sentence);
    fmt::print("what holds: {}, {}, {}\n", reclaim::counted(found.events, "event"),
               reclaim::counted(found.chains.size(), "whole chain"), reclaim::counted(found.anchors, "anchor"));
    throw CLI::RuntimeError(1);
}

void for_each_shipped_line(const Settings& settings, const std::function<void(std::string_view)>& take) {
    const auto database = open_shared_database(settings);
    storage::PostgresChainStore store{*database};
    std::vector<std::string> chains;
    value_or_throw(store.view([&](audit::ChainView& view) { chains = view.chains(); }));
    for (const auto& chain : chains) {
        for (std::uint64_t after = 0;;) {
            std::vector<audit::Batch> page;
            value_or_throw(store.view([&](audit::ChainView& view) { page = view.batches(chain, after, page_bytes); }));
            if (page.empty()) break;
            after = page.back().first();
            for (const auto& batch : page) {
                for (std::size_t begin = 0; begin < batch.lines.size();) {
                    const auto end = std::min(batch.lines.find('\n', begin), batch.lines.size());
                    take(std::string_view{batch.lines}.substr(begin, end - begin));
                    begin = end + 1;
                }
            }
        }
    }
}

}  // namespace burner::app
