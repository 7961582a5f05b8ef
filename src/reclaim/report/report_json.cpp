#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "reclaim/choice/item_amount.hpp"
#include "reclaim/report/report.hpp"
#include "reclaim/report/totals.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

void write_reason(base::JsonWriter& json, std::string_view code, std::string_view message) {
    json.key("reason");
    json.begin_object();
    json.member("code", code);
    json.member("message", message);
    json.end_object();
}

void write_optional(base::JsonWriter& json, std::string_view name, const std::optional<std::string>& text) {
    if (!text) return;
    json.key(name);
    json.value(std::string_view{*text});
}

/// Writes what the item holds and what that is worth; the worth is null if nobody knows it.
void write_holding(base::JsonWriter& json, const WalletItem& item) {
    write_optional(json, "balance", item.balance);
    if (const auto amount = amount_of(item)) {
        json.member("decimals", *item.decimals);
        json.member("amount", std::string_view{amount->to_text()});
    }
    if (item.price_state || item.usd_value) {
        json.key("usdValue");
        json.raw(item.usd_value ? fmt::format("{}", *item.usd_value) : "null");
    }
    write_optional(json, "priceState", item.price_state);
}

void write_item(base::JsonWriter& json, const WalletItem& item) {
    json.begin_object();
    json.member("type", std::string_view{item.type});
    json.member("address", std::string_view{item.address});
    write_optional(json, "mint", item.mint);
    json.member("name", std::string_view{item.name});
    write_optional(json, "symbol", item.symbol);
    write_holding(json, item);
    json.member("reclaimableLamports", given_back(item));
    if (item.excess_lamports) json.member("excessLamports", *item.excess_lamports);
    if (const auto cost = burn_cost(item); cost > 0) json.member("burnCostLamports", cost);
    if (item.blocked) write_reason(json, item.blocked->code, item.blocked->message);
}

void write_items(base::JsonWriter& json, std::string_view name, const std::vector<WalletItem>& items) {
    json.key(name);
    json.begin_array();
    for (const auto& item : items) {
        write_item(json, item);
        json.end_object();
    }
    json.end_array();
}

void write_kept(base::JsonWriter& json, const std::vector<WalletItem>& items) {
    json.key("keep");
    json.begin_array();
    for (const auto& item : items) {
        write_item(json, item);
        write_reason(json, "not_named", "Nobody named it for burning");
        json.end_object();
    }
    json.end_array();
}

void write_choice(base::JsonWriter& json, const Choice& choice) {
    write_items(json, "close", choice.close);
    write_items(json, "burn", choice.burn);
    write_items(json, "burnLiquidity", choice.burn_liquidity);
    write_kept(json, choice.keep);
    write_items(json, "blocked", choice.blocked);
    write_items(json, "withdraw", choice.withdraw);
}

void write_transaction(base::JsonWriter& json, const DoneTransaction& done, const Explorer& explorer) {
    json.begin_object();
    json.member("status", std::string_view{done.status});
    if (!done.signature.empty()) json.member("signature", std::string_view{done.signature});
    if (!done.signature.empty() && explorer.is_there())
        json.member("explorer", std::string_view{explorer.url_of(done.signature)});
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

void write_outcome(base::JsonWriter& json, const ReclaimOutcome& outcome, const Explorer& explorer) {
    json.key("transactions");
    json.begin_array();
    for (const auto& done : outcome.transactions) write_transaction(json, done, explorer);
    json.end_array();
    json.key("mayStillLand");
    json.begin_array();
    for (const auto& signature : outcome.signatures) json.value(std::string_view{signature});
    json.end_array();
    json.key("failures");
    json.begin_array();
    for (const auto& failure : outcome.failures) write_failure(json, failure);
    json.end_array();
    write_totals(json, totals_of(outcome));
}

}  // namespace

std::string report_json(const JsonReport& report) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("wallet", std::string_view{report.wallet});
    json.member("dryRun", report.dry_run);
    json.member("exitCode", report.exit_code);
    if (!report.error.empty()) json.member("error", std::string_view{report.error});
    if (!report.sign_link.empty()) json.member("signLink", std::string_view{report.sign_link});
    write_choice(json, report.choice);
    write_outcome(json, report.outcome, report.explorer);
    json.end_object();
    return out + '\n';
}

std::string error_json(int exit_code, const std::string& error) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("exitCode", exit_code);
    json.member("error", std::string_view{error});
    json.end_object();
    return out + '\n';
}

}  // namespace burner::reclaim
