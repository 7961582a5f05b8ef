#include <stdexcept>

#include "differential/nft_readers.hpp"
#include "differential/words.hpp"
#include "solana/accounts/core_burn.hpp"
#include "solana/merkle.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/token.hpp"
#include "solana/programs/token_metadata.hpp"

/// Answers the differential test of NFTs (nfts.mjs), one line for each line read. See words.hpp for the words.
///   address NAME SEED...       -> the address
///   burn_nft, burn_cnft, burn_core, withdraw_excess ...  -> the instruction
///   leaf LEAF                  -> its hash
///   root LEAFHASH INDEX NODES  -> the root
///   read NAME ACCOUNT          -> its fields, or "nothing"
namespace burner::solana {
namespace {

base::Keccak256 node_of(const base::Bytes& bytes) {
    return read_pubkey(bytes, 0).bytes;
}

std::vector<MerkleNode> nodes_of(const std::vector<Pubkey>& keys) {
    std::vector<MerkleNode> nodes;
    for (const Pubkey& key : keys) nodes.push_back(key.bytes);
    return nodes;
}

Pubkey address(Words& words) {
    const std::string name = words.word();
    const Pubkey key = words.key();
    if (name == "metadata") return token_metadata::metadata_address(key);
    if (name == "edition") return token_metadata::edition_address(key);
    if (name == "edition_marker") return token_metadata::edition_marker_address(key, words.number());
    if (name == "edition_marker_v2") return token_metadata::edition_marker_v2_address(key);
    if (name == "token_record") return token_metadata::token_record_address(key, words.key());
    if (name == "tree_config") return bubblegum::tree_config_address(key);
    if (name == "asset") return bubblegum::asset_address(key, words.number());
    throw std::invalid_argument("unknown address " + name);
}

/// OWNER MINT ACCOUNT PROGRAM STANDARD COLLECTION (MASTERMINT MASTERACCOUNT NUMBER | -)
Instruction burn_nft(Words& words) {
    token_metadata::Burn burn;
    burn.owner = words.key();
    burn.mint = words.key();
    burn.token_account = words.key();
    burn.token_program = words.key();
    burn.standard = TokenStandard{static_cast<std::uint8_t>(words.number())};
    burn.verified_collection = words.optional_key();
    if (const auto master = words.optional_key()) {
        const Pubkey account = words.key();
        burn.master = {*master, account, words.number()};
    }
    return token_metadata::burn(burn);
}

/// VERSION TREE OWNER DELEGATE NONCE DATAHASH CREATORHASH COLLECTION ASSETDATAHASH FLAGS
bubblegum::Leaf read_leaf(Words& words) {
    bubblegum::Leaf leaf;
    leaf.version = words.number() == 1 ? BubblegumVersion::v1 : BubblegumVersion::v2;
    leaf.tree = words.key();
    leaf.owner = words.key();
    leaf.delegate = words.key();
    leaf.nonce = words.number();
    leaf.data_hash = node_of(words.bytes());
    leaf.creator_hash = node_of(words.bytes());
    leaf.collection = words.optional_key();
    if (const auto hash = words.optional_bytes()) leaf.asset_data_hash = node_of(*hash);
    if (const auto flags = words.optional_bytes()) leaf.flags = flags->at(0);
    return leaf;
}

/// LEAF ROOT INDEX NODES
Instruction burn_cnft(Words& words) {
    const bubblegum::Leaf leaf = read_leaf(words);
    const auto root = node_of(words.bytes());
    const auto index = static_cast<std::uint32_t>(words.number());
    const auto nodes = nodes_of(words.keys());
    return bubblegum::burn(leaf, {root, index, nodes});
}

/// ADDRESS ASSETACCOUNT COLLECTIONACCOUNT: by the rules that the accounts make
Instruction burn_core(Words& words) {
    const Pubkey address = words.key();
    const auto asset = parse_core_asset(words.bytes()).value();
    std::optional<CoreCollection> collection;
    if (const auto account = words.optional_bytes()) collection = parse_core_collection(*account).value();
    const CoreBurnRules rules = core_burn_rules(address, asset, collection ? &*collection : nullptr);
    std::vector<Pubkey> oracles;
    for (const auto& oracle : rules.oracles) oracles.push_back(oracle.account);
    return core::burn(address, asset.collection, asset.owner, oracles);
}

Instruction withdraw_excess(Words& words) {
    const Pubkey program = words.key();
    const Pubkey account = words.key();
    const Pubkey destination = words.key();
    return token::withdraw_excess_lamports(program, account, destination, words.key());
}

std::string root(Words& words) {
    const auto leaf = node_of(words.bytes());
    const auto index = static_cast<std::uint32_t>(words.number());
    return to_hex(merkle_root(leaf, nodes_of(words.keys()), index));
}

std::string answer(const std::string& line) {
    Words words{line};
    const std::string task = words.word();
    if (task == "address") return to_hex(address(words).view());
    if (task == "burn_nft") return text_of(burn_nft(words));
    if (task == "burn_cnft") return text_of(burn_cnft(words));
    if (task == "burn_core") return text_of(burn_core(words));
    if (task == "withdraw_excess") return text_of(withdraw_excess(words));
    if (task == "leaf") return to_hex(bubblegum::hash(read_leaf(words)));
    if (task == "root") return root(words);
    if (task == "read") return read_account(words);
    throw std::invalid_argument("unknown task " + task);
}

}  // namespace
}  // namespace burner::solana

int main() {
    return burner::solana::answer_lines(&burner::solana::answer);
}
