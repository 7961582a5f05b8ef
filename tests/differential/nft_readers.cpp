#include "differential/nft_readers.hpp"

#include <algorithm>
#include <stdexcept>

#include "solana/accounts/core_burn.hpp"
#include "solana/accounts/edition.hpp"
#include "solana/accounts/edition_marker.hpp"
#include "solana/accounts/merkle_tree.hpp"
#include "solana/accounts/token_record.hpp"
#include "solana/accounts/tree_config.hpp"

namespace burner::solana {

namespace {

template <class Enum>
std::optional<std::uint64_t> number_of(const std::optional<Enum>& value) {
    if (!value) return std::nullopt;
    return static_cast<std::uint64_t>(*value);
}

void write(Answer& answer, const TokenMetadata& metadata) {
    answer.add(metadata.update_authority).add(metadata.mint);
    answer.text(metadata.name).text(metadata.symbol).text(metadata.uri);
    answer.optional(number_of(metadata.standard));
    if (metadata.collection) {
        answer.add(metadata.collection->mint).flag(metadata.collection->is_verified);
    } else {
        answer.add("-");
    }
    answer.flag(metadata.is_collection).optional(metadata.collection_size);
}

void write(Answer& answer, const Edition& edition) {
    if (const auto* print = std::get_if<PrintEdition>(&edition)) {
        answer.add(print->parent).add(print->number);
    } else {
        const auto& master = std::get<MasterEdition>(edition);
        answer.add(master.supply).optional(master.max_supply).flag(master.is_first_version);
    }
}

void write(Answer& answer, const EditionMarker& marker) {
    answer.flag(marker.holds_all_numbers).text(base::as_text(marker.ledger));
}

void write(Answer& answer, const TokenRecord& record) {
    answer.add(static_cast<std::uint64_t>(record.state)).optional(record.delegate);
    answer.optional(number_of(record.delegate_role));
}

void write(Answer& answer, const TreeConfig& config) {
    answer.add(config.creator).add(config.delegate).add(config.capacity).add(config.minted).flag(config.is_public);
    answer.add(static_cast<std::uint64_t>(config.version));
}

void write(Answer& answer, const CoreExtraAccount& account) {
    answer.add(static_cast<std::uint64_t>(account.kind));
    if (account.kind == CoreExtraAccount::Kind::address) answer.add(account.address);
    if (account.kind != CoreExtraAccount::Kind::custom) return;
    answer.optional(account.program);
    for (const auto& seed : account.seeds)
        answer.add(static_cast<std::uint64_t>(seed.kind)).text(base::as_text(seed.bytes));
}

void write(Answer& answer, const CorePlugins& plugins) {
    answer.flag(plugins.is_unreadable);
    for (const CorePlugin& plugin : plugins.internal)
        answer.add(static_cast<std::uint64_t>(plugin.type)).flag(plugin.is_frozen).flag(plugin.is_in_group);
    for (const CoreExternalPlugin& plugin : plugins.external) {
        answer.add(static_cast<std::uint64_t>(plugin.type)).flag(plugin.is_asked_before_burn);
        answer.flag(plugin.may_reject_burn);
        if (!plugin.oracle) continue;
        answer.add(plugin.oracle->base).add(plugin.oracle->results_offset);
        if (plugin.oracle->account) write(answer, *plugin.oracle->account);
    }
}

void write(Answer& answer, const CoreAsset& asset) {
    answer.add(asset.owner).optional(asset.update_authority).optional(asset.collection);
    answer.text(asset.name).text(asset.uri);
    write(answer, asset.plugins);
}

void write(Answer& answer, const CoreCollection& collection) {
    answer.add(collection.update_authority).text(collection.name).text(collection.uri);
    answer.add(std::uint64_t{collection.minted}).add(std::uint64_t{collection.size});
    write(answer, collection.plugins);
}

template <class T>
std::string text(const std::optional<T>& account) {
    if (!account) return "nothing";
    Answer answer;
    write(answer, *account);
    return answer.str();
}

/// ACCOUNT ROOT: its shape, its current root, and whether it knows the other one.
std::string merkle_tree(const base::Bytes& data, const Pubkey& root) {
    const auto tree = parse_merkle_tree(data, data.size());
    if (!tree) return "nothing";
    Answer answer;
    answer.add(std::uint64_t{tree->max_depth}).add(std::uint64_t{tree->max_buffer_size});
    answer.add(std::uint64_t{tree->canopy_depth}).add(tree->authority).add(tree->creation_slot);
    const auto known = known_roots(*tree, data);
    answer.add(Pubkey{known.at(0)}).flag(std::ranges::find(known, root.bytes) != known.end());
    return answer.str();
}

/// Says what stands in the way of the owner's burn: ADDRESS ASSET COLLECTION.
std::string core_rules(Words& words) {
    const Pubkey address = words.key();
    const auto asset = parse_core_asset(words.bytes()).value();
    std::optional<CoreCollection> collection;
    if (const auto account = words.optional_bytes()) collection = parse_core_collection(*account).value();
    const CoreBurnRules rules = core_burn_rules(address, asset, collection ? &*collection : nullptr);
    Answer answer;
    answer.flag(rules.is_frozen)
        .flag(rules.is_in_group)
        .flag(rules.has_hook)
        .flag(rules.is_agent)
        .flag(rules.is_unknown);
    return answer.str();
}

}  // namespace

std::string read_account(Words& words) {
    const std::string name = words.word();
    if (name == "core_rules") return core_rules(words);
    const base::Bytes data = words.bytes();
    if (name == "metadata") return text(parse_token_metadata(data));
    if (name == "edition") return text(parse_edition(data));
    if (name == "edition_marker") return text(parse_edition_marker(data));
    if (name == "token_record") return text(parse_token_record(data));
    if (name == "tree_config") return text(parse_tree_config(data));
    if (name == "core_asset") return text(parse_core_asset(data));
    if (name == "core_collection") return text(parse_core_collection(data));
    if (name == "merkle_tree") return merkle_tree(data, words.key());
    throw std::invalid_argument("unknown account " + name);
}

}  // namespace burner::solana
