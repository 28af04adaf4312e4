// Reads a record of Motcua with the libraries of the Go checksum database, which share no code with it:
//
//	go run . http://127.0.0.1:3000/api/v1/record [earlier-checkpoint-file]
//
// Verifies the signature of the checkpoint, authenticates every tile against its root, recomputes every entry, proves every entry, and,
// when given an earlier checkpoint, that the record goes on from it. Exit 1 with the first thing that is wrong.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func fail(format string, args ...any) {
	fmt.Printf("WRONG "+format+"\n", args...)
	os.Exit(1)
}

func fetch(url string) ([]byte, error) {
	answer, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", url, answer.Status)
	}
	return body, err
}

func must(body []byte, err error) []byte {
	if err != nil {
		fail("%v", err)
	}
	return body
}

// Paths of C2SP tlog-tiles are those of the Go checksum database without the height.
func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
}

type tiles struct{ prefix string }

func (t tiles) Height() int { return height }
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		data, err := fetch(t.prefix + "/" + pathOf(tile))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func open(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		fail("the checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		fail("the checkpoint is of %q and the key of %q", lines[0], verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, err2 := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || err2 != nil || len(root) != tlog.HashSize {
		fail("the checkpoint has no size or no root")
	}
	return tlog.Tree{N: size, Hash: tlog.Hash(root)}
}

func main() {
	if len(os.Args) < 2 {
		fail("usage: record-verifier ADDRESS [CHECKPOINT]")
	}
	prefix := strings.TrimSuffix(os.Args[1], "/")
	verifier, err := note.NewVerifier(strings.TrimSpace(string(must(fetch(prefix + "/vkey")))))
	if err != nil {
		fail("the key: %v", err)
	}
	tree := open(must(fetch(prefix+"/checkpoint")), verifier)
	fmt.Printf("ok checkpoint of %s, %d leaves, signature good\n", verifier.Name(), tree.N)

	reader := tlog.TileHashReader(tree, tiles{prefix})
	var entries int64
	for n := int64(0); n*256 < tree.N; n++ {
		tile := tlog.Tile{H: height, L: -1, N: n, W: int(min(256, tree.N-n*256))}
		path := strings.Replace(pathOf(tile), "tile/data/", "tile/entries/", 1)
		bundle := must(fetch(prefix + "/" + path))
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			leaf := tlog.RecordHash(entry)
			proof, err := tlog.ProveRecord(tree.N, entries, reader)
			if err != nil {
				fail("the proof of entry %d: %v", entries, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, entries, leaf); err != nil {
				fail("entry %d: %v", entries, err)
			}
			entries++
		}
	}
	if entries != tree.N {
		fail("%d entries of %d", entries, tree.N)
	}
	fmt.Printf("ok %d entries, each included under the signed root by tiles that are authenticated\n", entries)

	if len(os.Args) > 2 {
		older := open(must(os.ReadFile(os.Args[2])), verifier)
		proof, err := tlog.ProveTree(tree.N, older.N, reader)
		if err != nil {
			fail("the consistency proof: %v", err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
			fail("the record does not go on from %d leaves: %v", older.N, err)
		}
		fmt.Printf("ok the record goes on from the checkpoint of %d leaves\n", older.N)
	}
}
