#include "reclaim/report/report.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json_writer.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

struct Totals {
    std::uint64_t gross = 0;
    std::uint64_t donation = 0;
    std::uint64_t fees = 0;
    std::size_t transactions = 0;

    bool is_gain() const { return gross >= donation + fees; }
    std::string balance() const {
        return is_gain() ? to_sol(gross - donation - fees) : "-" + to_sol(donation + fees - gross);
    }
};

/// Sent, and not decided.
bool is_open(const DoneTransaction& done) {
    return done.status == burnandclaim::submission_status::submitted && !done.is_simulated;
}

Totals totals_of(const ReclaimOutcome& outcome) {
    Totals totals;
    for (const DoneTransaction& done : outcome.transactions) {
        if (is_open(done)) continue;
        ++totals.transactions;
        totals.gross += done.built.gross_rebate;
        totals.donation += done.built.donation_amount;
        totals.fees += done.built.network_fee;
    }
    return totals;
}

bool is_simulated(const ReclaimOutcome& outcome) {
    return std::ranges::any_of(outcome.transactions, &DoneTransaction::is_simulated);
}

std::string_view verb(const ReclaimOutcome& outcome, bool dry_run) {
    if (dry_run) return "Would reclaim";
    return is_simulated(outcome) ? "Simulated with a test key, nothing was sent. Would reclaim" : "Reclaimed";
}

void write_items(base::JsonWriter& json, std::string_view name, const std::vector<burnandclaim::WalletItem>& items) {
    json.key(name);
    json.begin_array();
    for (const auto& item : items) {
        json.begin_object();
        json.member("type", std::string_view{item.type});
        json.member("address", std::string_view{item.address});
        if (item.mint) json.member("mint", std::string_view{*item.mint});
        json.member("reclaimableLamports", item.reclaimable_lamports);
        if (item.excess_lamports) json.member("excessLamports", *item.excess_lamports);
        if (item.blocked) json.member("blocked", std::string_view{item.blocked->code});
        json.end_object();
    }
    json.end_array();
}

void write_transaction(base::JsonWriter& json, const DoneTransaction& done) {
    json.begin_object();
    json.member("status", std::string_view{done.status});
    if (!done.signature.empty()) json.member("signature", std::string_view{done.signature});
    json.member("simulated", done.is_simulated);
    json.member("does", std::string_view{done.verified.sentence});
    json.key("addresses");
    json.begin_array();
    for (const auto& include : done.built.includes) json.value(std::string_view{include.address});
    json.end_array();
    json.member("grossRebate", done.built.gross_rebate);
    json.member("donationAmount", done.built.donation_amount);
    json.member("netRebate", done.built.net_rebate);
    json.member("networkFee", done.built.network_fee);
    json.end_object();
}

void write_failure(base::JsonWriter& json, const ItemFailure& failure) {
    json.begin_object();
    json.member("address", std::string_view{failure.item.address});
    json.member("action", std::string_view{failure.item.action});
    json.member("code", std::string_view{failure.code});
    json.member("message", std::string_view{failure.message});
    json.end_object();
}

void write_totals(base::JsonWriter& json, const Totals& totals) {
    json.key("totals");
    json.begin_object();
    json.member("grossRebate", totals.gross);
    json.member("donationAmount", totals.donation);
    json.member("netRebate", totals.gross - totals.donation);
    json.member("networkFee", totals.fees);
    json.end_object();
}

}  // namespace

std::string report_text(const ReclaimOutcome& outcome, bool dry_run) {
    std::string out;
    for (const ItemFailure& failure : outcome.failures)
        out +=
            fmt::format("not done: {} {}: {} ({})\n", printable(failure.item.action, 20),
                        printable(failure.item.address, 60), printable(failure.message), printable(failure.code, 40));
    if (!outcome.signatures.empty())
        out +=
            fmt::format("{} signed and not seen on the chain; what is younger than two minutes may still land:\n  {}\n",
                        counted(outcome.signatures.size(), "transaction"), fmt::join(outcome.signatures, "\n  "));
    const Totals totals = totals_of(outcome);
    out += fmt::format("{} {} SOL in {}: {} given back, {} donated, {} network fees\n", verb(outcome, dry_run),
                       totals.balance(), counted(totals.transactions, "transaction"), to_sol(totals.gross),
                       to_sol(totals.donation), to_sol(totals.fees));
    return out;
}

std::string report_json(const JsonReport& report) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("wallet", std::string_view{report.wallet});
    json.member("dryRun", report.dry_run);
    json.member("exitCode", report.exit_code);
    if (!report.error.empty()) json.member("error", std::string_view{report.error});
    write_items(json, "close", report.choice.close);
    write_items(json, "burn", report.choice.burn);
    write_items(json, "burnLiquidity", report.choice.burn_liquidity);
    write_items(json, "keep", report.choice.keep);
    write_items(json, "blocked", report.choice.blocked);
    write_items(json, "withdraw", report.choice.withdraw);
    json.key("transactions");
    json.begin_array();
    for (const auto& done : report.outcome.transactions) write_transaction(json, done);
    json.end_array();
    json.key("mayStillLand");
    json.begin_array();
    for (const auto& signature : report.outcome.signatures) json.value(std::string_view{signature});
    json.end_array();
    json.key("failures");
    json.begin_array();
    for (const auto& failure : report.outcome.failures) write_failure(json, failure);
    json.end_array();
    write_totals(json, totals_of(report.outcome));
    json.end_object();
    return out + '\n';
}

}  // namespace burner::reclaim
