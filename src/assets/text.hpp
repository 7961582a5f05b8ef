#pragma once

#include <string>
#include <string_view>

#include "solana/pubkey.hpp"

namespace burner::assets {

/// Makes somebody else's text fit to be shown: no control, bidirectional or invisible characters, nothing that is not
/// UTF-8, no white space around it, at most `max_characters`.
std::string clean_text(std::string_view text, std::size_t max_characters);

/// The most characters that are kept of somebody else's text.
inline constexpr std::size_t max_name = 64;
inline constexpr std::size_t max_symbol = 16;
inline constexpr std::size_t max_uri = 200;

/// Tells whether a URI of metadata or an image is one that a browser may follow: of the web, IPFS or Arweave.
bool is_public_uri(std::string_view uri);
/// Tells whether it is such a URI and its path ends as images do.
bool is_image_uri(std::string_view uri);

/// Returns the name, or what is shown in place of an empty one.
std::string nft_name(std::string name);
std::string collection_name(std::string name);

/// Shortens an address for a list: "EPjF…Dt1v".
std::string abbreviate(const solana::Pubkey& address);

}  // namespace burner::assets
