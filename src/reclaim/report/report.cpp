#include "reclaim/report/report.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "reclaim/report/totals.hpp"
#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

using Signatures = std::vector<std::string>;

/// The signatures that may still land, by what the server said of them.
struct Open {
    Signatures sent;
    Signatures unseen;
};

Open open_in(const ReclaimOutcome& outcome) {
    Open open;
    for (const std::string& signature : outcome.signatures) {
        const auto is_it = [&](const DoneTransaction& done) { return done.signature == signature; };
        const bool is_sent = std::ranges::any_of(outcome.transactions, is_it);
        (is_sent ? open.sent : open.unseen).push_back(signature);
    }
    return open;
}

std::string failure_line(const ItemFailure& failure) {
    return fmt::format("Not done: {} {}: {} ({})", printable(failure.item.action, 20),
                       printable(failure.item.address, 60), printable(failure.message), printable(failure.code, 40));
}

std::string were(std::size_t count) {
    return counted(count, "transaction") + (count == 1 ? " was" : " were");
}

/// Lists signatures. They are never cut, as people have to copy them.
std::string signature_lines(const Signatures& signatures, const Explorer& explorer, bool has_links) {
    std::string out;
    for (const std::string& signature : signatures)
        out += "  " + (has_links ? explorer.link_to(signature) : signature) + '\n';
    return out;
}

std::string open_text(const ReclaimOutcome& outcome, const Explorer& explorer, ReportStyle style) {
    const Open open = open_in(outcome);
    std::string out;
    if (!open.sent.empty())
        out += fmt::format("{} sent and {} not confirmed:\n{}", were(open.sent.size()),
                           open.sent.size() == 1 ? "is" : "are", signature_lines(open.sent, explorer, style.has_links));
    if (!open.unseen.empty())
        out += fmt::format("{} signed and not seen on the chain:\n{}", were(open.unseen.size()),
                           signature_lines(open.unseen, explorer, style.has_links));
    if (out.empty()) return {};
    return out +
           wrapped(
               "They may still land for two minutes after they were signed. Run the command again after that: "
               "it lists what is left.",
               style.columns) +
           '\n';
}

std::string_view verb(const ReclaimOutcome& outcome, bool dry_run) {
    if (dry_run) return "Would reclaim";
    const bool is_simulated = std::ranges::any_of(outcome.transactions, &DoneTransaction::is_simulated);
    return is_simulated ? "A test key sends nothing, so this was simulated. Would reclaim" : "Reclaimed";
}

std::string balance_text(const ReclaimOutcome& outcome, bool dry_run) {
    const Totals totals = totals_of(outcome);
    if (totals.transactions == 0) return dry_run ? "No transaction was built." : "No transaction is confirmed.";
    return fmt::format("{} {} SOL in {}: {} given back, {} donated, {} network fees", verb(outcome, dry_run),
                       totals.balance(), counted(totals.transactions, "transaction"), to_sol(totals.gross),
                       to_sol(totals.donation), to_sol(totals.fees));
}

}  // namespace

std::string report_text(const ReclaimOutcome& outcome, bool dry_run, const Explorer& explorer, ReportStyle style) {
    std::string out;
    for (const ItemFailure& failure : outcome.failures) out += wrapped(failure_line(failure), style.columns, 2) + '\n';
    out += open_text(outcome, explorer, style);
    out += wrapped(balance_text(outcome, dry_run), style.columns) + '\n';
    const bool has_signature =
        !outcome.signatures.empty() ||
        std::ranges::any_of(outcome.transactions, [](const auto& done) { return !done.signature.empty(); });
    if (has_signature && explorer.is_there()) out += "Look a signature up: " + explorer.url_of("SIGNATURE") + '\n';
    return out;
}

}  // namespace burner::reclaim
