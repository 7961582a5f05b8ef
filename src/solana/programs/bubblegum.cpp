#include "solana/programs/bubblegum.hpp"

#include <algorithm>

#include "solana/programs/ids.hpp"

namespace burner::solana::bubblegum {

namespace {

using Discriminator = std::array<std::uint8_t, 8>;
constexpr Discriminator burn_discriminator{0x74, 0x6e, 0x1d, 0x38, 0x6b, 0xdb, 0x2a, 0x5d};
constexpr Discriminator burn_v2_discriminator{0x73, 0xd2, 0x22, 0xf0, 0xe8, 0x8f, 0xb7, 0x10};
constexpr std::size_t hashes_size = 96;           ///< root, data hash, creator hash
constexpr std::size_t nonce_and_index_size = 12;  ///< the end of the data
constexpr std::size_t burn_size = sizeof(Discriminator) + hashes_size + nonce_and_index_size;
constexpr std::size_t burn_accounts = 7;
constexpr std::size_t burn_v2_accounts = 12;

AccountMeta read_only(const Pubkey& key) {
    return {key, false, false};
}

AccountMeta writable(const Pubkey& key) {
    return {key, false, true};
}

std::vector<AccountMeta> accounts_v1(const Leaf& leaf) {
    return {read_only(tree_config_address(leaf.tree)),
            {leaf.owner, true, false},
            {leaf.delegate, leaf.delegate == leaf.owner, false},
            writable(leaf.tree),
            read_only(ids::spl_noop),
            read_only(ids::spl_compression),
            read_only(ids::system)};
}

std::vector<AccountMeta> accounts_v2(const Leaf& leaf) {
    // An absent optional account is passed as the program's own address.
    const AccountMeta absent = read_only(ids::bubblegum);
    return {writable(tree_config_address(leaf.tree)),
            {leaf.owner, true, true},
            absent,  // another authority than the payer
            read_only(leaf.owner),
            leaf.delegate == leaf.owner ? absent : read_only(leaf.delegate),
            writable(leaf.tree),
            leaf.collection ? writable(*leaf.collection) : absent,
            leaf.collection ? read_only(ids::bubblegum_core_signer) : absent,
            read_only(ids::mpl_noop),
            read_only(ids::mpl_compression),
            read_only(ids::core),
            read_only(ids::system)};
}

void append_options(base::Bytes& data, const Leaf& leaf) {
    data.push_back(leaf.asset_data_hash.has_value());
    if (leaf.asset_data_hash) base::append(data, *leaf.asset_data_hash);
    data.push_back(leaf.flags.has_value());
    if (leaf.flags) data.push_back(*leaf.flags);
}

bool begins_with(const base::Bytes& data, const Discriminator& discriminator) {
    return data.size() >= discriminator.size() && std::equal(discriminator.begin(), discriminator.end(), data.begin());
}

bool is_burn(const Instruction& instruction) {
    return instruction.accounts.size() >= burn_accounts && instruction.data.size() == burn_size &&
           begins_with(instruction.data, burn_discriminator);
}

/// The size follows from the tags of the two options.
bool is_burn_v2(const Instruction& instruction) {
    const base::Bytes& data = instruction.data;
    if (instruction.accounts.size() < burn_v2_accounts || data.size() < burn_size + 2 ||
        !begins_with(data, burn_v2_discriminator))
        return false;
    std::size_t offset = sizeof(Discriminator) + hashes_size;
    for (const std::size_t size : {sizeof(base::Keccak256), sizeof(std::uint8_t)}) {
        if (data[offset] > 1) return false;
        offset += data[offset] == 0 ? 1 : 1 + size;
        if (offset >= data.size()) return false;
    }
    return data.size() == offset + nonce_and_index_size;
}

}  // namespace

Instruction burn(const Leaf& leaf, const Proof& proof) {
    const bool is_v1 = leaf.version == BubblegumVersion::v1;
    const Discriminator& discriminator = is_v1 ? burn_discriminator : burn_v2_discriminator;
    Instruction instruction{
        ids::bubblegum, is_v1 ? accounts_v1(leaf) : accounts_v2(leaf), {discriminator.begin(), discriminator.end()}};
    base::Bytes& data = instruction.data;
    base::append(data, proof.root);
    base::append(data, leaf.data_hash);
    base::append(data, leaf.creator_hash);
    if (!is_v1) append_options(data, leaf);
    base::append_le(data, leaf.nonce);
    base::append_le(data, proof.index);
    for (const MerkleNode& node : proof.nodes) instruction.accounts.push_back(read_only(Pubkey{node}));
    return instruction;
}

std::optional<Burned> burned(const Instruction& instruction) {
    if (instruction.program != ids::bubblegum) return std::nullopt;
    const bool is_v1 = is_burn(instruction);
    if (!is_v1 && !is_burn_v2(instruction)) return std::nullopt;
    const Pubkey& tree = instruction.accounts[is_v1 ? 3 : 5].key;
    const std::size_t place = instruction.data.size() - nonce_and_index_size;
    const auto nonce = base::read_le<std::uint64_t>(instruction.data, place);
    return Burned{is_v1 ? BubblegumVersion::v1 : BubblegumVersion::v2, tree, instruction.accounts[1].key,
                  asset_address(tree, nonce)};
}

}  // namespace burner::solana::bubblegum
