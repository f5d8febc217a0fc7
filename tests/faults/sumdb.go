// Verifies a log of ours by what the Go checksum database is verified with (golang.org/x/mod/sumdb), and nothing of ours.
//
//	sumdb FOLDER VKEY
//
// FOLDER holds what the server told: log/checkpoint, an older checkpoint in log/checkpoint.older, log/tile/…, and receipts
// in receipts/. It ends with 0 when signatures, tree, entry bundles, every inclusion, every consistency and every receipt hold.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func must(err error, what string) {
	if err != nil {
		log.Fatalf("%s: %v", what, err)
	}
}

func read(path ...string) []byte {
	octets, err := os.ReadFile(filepath.Join(path...))
	must(err, "reading")
	return octets
}

func hashOf(octets []byte) (hash tlog.Hash) {
	if copy(hash[:], octets) != len(hash) || len(octets) != len(hash) {
		log.Fatalf("a hash of %d octets", len(octets))
	}
	return hash
}

// C2SP tlog-checkpoint: origin, size, root.
func open(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	must(err, "checkpoint")
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		log.Fatalf("a checkpoint of %q", lines[0])
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "checkpoint's size")
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err, "checkpoint's root")
	return tlog.Tree{N: size, Hash: hashOf(root)}
}

// C2SP tlog-tiles: the paths of the Go checksum database without the height.
type tiles string

func (tiles) Height() int                     { return height }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (folder tiles) path(tile tlog.Tile) string {
	return strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
}
func (folder tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		octets, err := os.ReadFile(filepath.Join(string(folder), folder.path(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, octets)
	}
	return all, nil
}

func (folder tiles) entries(size int64) (records [][]byte) {
	for n := int64(0); n*256 < size; n++ {
		tile := tlog.Tile{H: height, L: 0, N: n, W: int(min(256, size-n*256))}
		octets := read(string(folder), "entries", strings.TrimPrefix(folder.path(tile), "0/"))
		for len(octets) > 0 {
			length := int(binary.BigEndian.Uint16(octets))
			records = append(records, octets[2:2+length])
			octets = octets[2+length:]
		}
	}
	return records
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

// C2SP tlog-proof, whose extra data has the record.
func receipt(text string, verifier note.Verifier) {
	head, checkpoint, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		log.Fatalf("no receipt: %q", lines[0])
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must(err, "extra data")
	var told struct{ Header []byte }
	must(json.Unmarshal(extra, &told), "extra data")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err, "index")
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		must(err, "proof")
		proof = append(proof, hashOf(hash))
	}
	tree := open([]byte(checkpoint), verifier)
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(told.Header)), "receipt")
}

func main() {
	log.SetFlags(0)
	folder := filepath.Join(os.Args[1], "log")
	verifier, err := note.NewVerifier(os.Args[2])
	must(err, "vkey")
	tree, older := open(read(folder, "checkpoint"), verifier), open(read(folder, "checkpoint.older"), verifier)
	served := tlog.TileHashReader(tree, tiles(filepath.Join(folder, "tile")))

	var stored []tlog.Hash
	own := tlog.HashReaderFunc(func(indexes []int64) (hashes []tlog.Hash, err error) {
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	roots := []tlog.Hash{{}}
	records := tiles(filepath.Join(folder, "tile")).entries(tree.N)
	for n, record := range records {
		hashes, err := tlog.StoredHashes(int64(n), record, own)
		must(err, "hashes")
		stored = append(stored, hashes...)
		root, err := tlog.TreeHash(int64(n)+1, own)
		must(err, "root")
		roots = append(roots, root)
	}
	if int64(len(records)) != tree.N || roots[tree.N] != tree.Hash || roots[older.N] != older.Hash {
		log.Fatalf("%d entries do not give the checkpoints' roots", len(records))
	}
	for n := int64(0); n < tree.N; n++ {
		proof, err := tlog.ProveRecord(tree.N, n, served)
		must(err, "inclusion by tiles")
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(records[n])), "inclusion")
		if n == 0 {
			continue
		}
		grown, err := tlog.ProveTree(tree.N, n, served)
		must(err, "consistency by tiles")
		must(tlog.CheckTree(grown, tree.N, tree.Hash, n, roots[n]), "consistency")
	}
	receipts, err := filepath.Glob(filepath.Join(os.Args[1], "receipts", "*"))
	must(err, "receipts")
	for _, path := range receipts {
		receipt(string(read(path)), verifier)
	}
	fmt.Printf("%d entries, grown from %d, %d receipts: all of it holds\n", tree.N, older.N, len(receipts))
}
