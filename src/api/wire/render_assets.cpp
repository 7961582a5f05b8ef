#include "api/wire/render_assets.hpp"

#include <utility>

#include "solana/programs/compute_budget.hpp"

namespace burner::api {

namespace {

void write_balance(base::JsonWriter& json, const assets::Item& item) {
    json.member("decimals", item.decimals);
    json.member("balance", std::to_string(item.balance));
    json.key("uiBalance");
    // The balance is a JSON number with all its digits; null where the mint could not be read.
    json.raw(item.ui_balance.empty() ? std::string_view{"null"} : item.ui_balance);
    json.key("usdValue");
    json.raw(item.usd_value ? std::string_view{*item.usd_value} : "null");
    json.member("priceState", assets::to_text(item.price_state));
}

void write_uri(base::JsonWriter& json, std::string_view name, const std::string& uri) {
    json.key(name);
    if (uri.empty()) {
        json.value(nullptr);
    } else {
        json.value(uri);
    }
}

void write_uris(base::JsonWriter& json, const assets::Item& item) {
    write_uri(json, "imageUri", item.image_uri);
    write_uri(json, "metadataUri", item.metadata_uri);
}

void write_collection(base::JsonWriter& json, const assets::Item& item) {
    json.key("collection");
    if (!item.collection) {
        json.value(nullptr);
        return;
    }
    json.begin_object();
    json.member("address", solana::to_base58(*item.collection));
    json.member("name", item.collection_name);
    json.end_object();
}

void write_left_behind(base::JsonWriter& json, const assets::Item& item) {
    if (!item.left_behind) return;
    json.key("leftBehind");
    json.begin_object();
    json.member("lamports", item.left_behind->lamports);
    json.member("message", item.left_behind->reason);
    json.end_object();
}

void write_fields_of_type(base::JsonWriter& json, const assets::Item& item) {
    switch (assets::row_of(item.type).shows) {
        case assets::Shows::nothing_more: return;
        case assets::Shows::balance: write_uris(json, item); return write_balance(json, item);
        case assets::Shows::collection:
            write_uris(json, item);
            write_collection(json, item);
            return write_left_behind(json, item);
    }
    std::unreachable();
}

void write_actions(base::JsonWriter& json, const assets::Item& item) {
    json.array("actions", item.actions(),
               [](base::JsonWriter& out, assets::Action action) { out.value(assets::to_text(action)); });
    if (!item.blocked) return;
    json.key("blocked");
    json.begin_object();
    json.member("code", assets::to_text(*item.blocked));
    json.member("message", item.blocked_message.empty() ? assets::explain(*item.blocked) : item.blocked_message);
    json.end_object();
}

void write_warning(base::JsonWriter& json, const assets::Warning& warning) {
    json.begin_object();
    json.member("code", "source_unavailable");
    json.member("source", warning.source);
    json.member("message", warning.message);
    json.end_object();
}

}  // namespace

void write_item(base::JsonWriter& json, const assets::Item& item) {
    json.begin_object();
    json.member("type", assets::to_text(item.type));
    json.member("address", solana::to_base58(item.address));
    json.member("name", item.name);
    if (!item.symbol.empty()) json.member("symbol", item.symbol);
    if (item.mint) json.member("mint", solana::to_base58(*item.mint));
    if (item.token_program) json.member("tokenProgram", solana::to_base58(*item.token_program));
    json.member("isFrozen", item.is_frozen);
    if (assets::row_of(item.type).lies != assets::Lies::in_light_tree) json.member("lamports", item.lamports);
    json.member("reclaimableLamports", item.reclaimable);
    if (item.excess > base::Lamports{}) json.member("excessLamports", item.excess);
    write_fields_of_type(json, item);
    write_actions(json, item);
    json.end_object();
}

void write_counts(base::JsonWriter& json, const assets::Counts& counts) {
    json.begin_object();
    for (std::size_t i = 0; i < assets::item_type_count; ++i) {
        json.key(assets::to_text(static_cast<assets::ItemType>(i)));
        json.value(counts.of[i]);
    }
    json.end_object();
}

void write_summary(base::JsonWriter& json, const assets::Summary& summary, bool is_sponsored) {
    json.member("asOfSlot", *summary.as_of_slot);
    json.member("reclaimableLamports", summary.reclaimable);
    if (summary.purse) {
        json.member("walletLamports", summary.purse->held);
        json.member("neededLamports", summary.purse->needed_for(solana::compute_budget::signature_fee));
    }
    json.member("sponsored", is_sponsored);
    json.array("warnings", summary.warnings, write_warning);
}

}  // namespace burner::api
