#include "pages/page_files.hpp"

#include <algorithm>

namespace burner::pages {

namespace {

#ifdef BURNER_PAGES

// `unsigned char` would be refused: clang 19 narrows every byte from 128 on.
constexpr char all_bytes[] = {
#embed "pages.bin"
};

constexpr std::string_view bytes_at(std::size_t begin, std::size_t size) {
    return std::string_view{all_bytes, sizeof all_bytes}.substr(begin, size);
}

/// A row is written by tools/pack-pages.mjs.
constexpr PageFile files_of_build[] = {
#include <pages.inc>
};

#else

constexpr std::span<const PageFile> files_of_build;

#endif

}  // namespace

std::span<const PageFile> page_files() {
    return files_of_build;
}

bool has_pages(Site site) {
    return find_page_file(page_files(), site, "/") != nullptr;
}

const PageFile* find_page_file(std::span<const PageFile> files, Site site, std::string_view path) {
    const auto found =
        std::ranges::find_if(files, [&](const PageFile& file) { return file.site == site && file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

}  // namespace burner::pages
